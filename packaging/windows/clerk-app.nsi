; The installer for Windows, for one user, without an administrator: makensis -DVERSION=0.1.0 -DFOLDER=… -DOUT=… this.
;   silent:            clerk-app-0.1.0-setup.exe /S [/D=C:\somewhere]
;   silent uninstall:  uninstall.exe /S
; Documents, settings and backups are not touched, neither when installing over an older version nor when removing.
Unicode true
!ifndef VERSION | FOLDER | OUT
  !error "VERSION, FOLDER and OUT have to be given"
!endif
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

!define NAME "年报助手"
!define KEY "clerk-app"
!define TYPE "ClerkApp.Report"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${KEY}"

Name "${NAME}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\clerk-app"
InstallDirRegKey HKCU "Software\${KEY}" "folder"
SetCompressor /SOLID lzma
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT"

!define MUI_ICON "..\..\resources\icons\clerk-app.ico"
!define MUI_UNICON "..\..\resources\icons\clerk-app.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\clerk-app.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "${NAME}需要 64 位的 Windows 10 或 Windows 11，这台电脑上装不了。" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

; While the program runs, with a window or in a terminal, its files cannot be written: say so before anything is changed.
!macro Closed un
Function ${un}Closed
  ${For} $1 1 2
    StrCpy $2 "$INSTDIR\clerk-app.exe"
    ${If} $1 == 2
      StrCpy $2 "$INSTDIR\clerk-app-console.exe"
    ${EndIf}
    ${Do}
      ${IfNot} ${FileExists} "$2"
        ${Break}
      ${EndIf}
      ClearErrors
      FileOpen $0 "$2" a
      ${IfNot} ${Errors}
        FileClose $0
        ${Break}
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}正在运行，请先关闭它，再按“重试”。" /SD IDCANCEL IDCANCEL`
        SetErrorLevel 2
        Quit
      ${EndIf}
    ${Loop}
  ${Next}
FunctionEnd
!macroend
!insertmacro Closed ""
!insertmacro Closed "un."

Section "Install"
  Call Closed
  ; What an older version had and this one has not goes; only its own folder, by its mark.
  IfFileExists "$INSTDIR\_internal\clerk_app\*.*" 0 +2
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}/*"
  File /oname=report.ico "..\..\resources\icons\application-x-zfnb.ico"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\clerk-app.exe"

  WriteRegStr HKCU "Software\${KEY}" "folder" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.zfnb" "" "${TYPE}"
  WriteRegStr HKCU "Software\Classes\.zfnb" "Content Type" "application/x-zfnb"
  WriteRegStr HKCU "Software\Classes\${TYPE}" "" "政府信息公开工作年度报告"
  WriteRegStr HKCU "Software\Classes\${TYPE}\DefaultIcon" "" "$INSTDIR\report.ico"
  WriteRegStr HKCU "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\clerk-app.exe" "%1"'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\clerk-app.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  ; 0x08000000: kinds of files have changed
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  Call un.Closed
  ; Only what was installed: a folder that somebody put a report into stays, with the report.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\clerk-app.exe"
  Delete "$INSTDIR\clerk-app-console.exe"
  Delete "$INSTDIR\report.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "Software\Classes\${TYPE}"
  ReadRegStr $0 HKCU "Software\Classes\.zfnb" ""
  StrCmp $0 "${TYPE}" 0 +2
  DeleteRegKey HKCU "Software\Classes\.zfnb"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
