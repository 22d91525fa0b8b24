# Builds dist\clerk-app-VERSION-setup.exe and dist\clerk-app-VERSION-portable.zip on Windows 10/11 x64:
#   powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1
# Needs Python 3.11 or newer (py launcher), git and, for the installer, NSIS 3 (makensis on the path or in Program Files).
# (This file begins with a byte order mark, without which Windows PowerShell takes it for GBK.)
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")

function Run([string] $program, [string[]] $arguments) {
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { throw "$program 失败（$LASTEXITCODE）" }
}

$env:PYTHONHASHSEED = "0"
$env:PYTHONUTF8 = "1"
$env:SOURCE_DATE_EPOCH = (git log -1 --format=%ct)
$env:CLERK_COMMIT = (git rev-parse HEAD)
New-Item -ItemType Directory -Force build, dist | Out-Null

# From the last commit, with its line ends: what is not committed is in no package.
foreach ($old in "build\source", "build\frozen", "build\portable") {
    if (Test-Path $old) { Remove-Item -Recurse -Force $old }
}
Run "git" @("-c", "core.autocrlf=false", "archive", "--format=zip", "-o", "build\source.zip", "HEAD")
Expand-Archive -Force build\source.zip build\source

if (-not (Test-Path build\venv)) { Run "py" @("-3", "-m", "venv", "build\venv") }
$python = (Resolve-Path build\venv\Scripts\python.exe).Path
Run $python @("-m", "pip", "install", "--quiet", "--only-binary", ":all:", "--require-hashes", "-r", "build\source\packaging\requirements-build.txt")
Run $python @("-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps", "--no-build-isolation", ".\build\source")
Run $python @("build\source\packaging\freeze.py", "build\frozen")
Run "build\frozen\clerk-app\clerk-app-console.exe" @("self-test")
$version = (& $python -c "import clerk_app; print(clerk_app.__version__)").Trim()

# Portable: the same folder with one called data beside the program; then nothing is kept in the machine.
$portable = "build\portable\年报助手"
New-Item -ItemType Directory -Force build\portable | Out-Null
Copy-Item -Recurse build\frozen\clerk-app $portable
New-Item -ItemType Directory (Join-Path $portable "data") | Out-Null
Set-Content -Encoding UTF8 (Join-Path $portable "data\说明.txt") "设置、备份和更新的表样都存在这个文件夹里。删掉它，程序就改用本机的用户文件夹。"
Compress-Archive -Force $portable "dist\clerk-app-$version-portable.zip"

$makensis = (Get-Command makensis -ErrorAction SilentlyContinue).Source
if (-not $makensis) { $makensis = "${env:ProgramFiles(x86)}\NSIS\makensis.exe" }
if (-not (Test-Path $makensis)) { throw "没有找到 NSIS（makensis），安装程序没有生成；便携包已在 dist。" }
$folder = (Resolve-Path build\frozen\clerk-app).Path
Run $makensis @("-V2", "-INPUTCHARSET", "UTF8", "-DVERSION=$version", "-DFOLDER=$folder", "-DOUT=$(Resolve-Path dist)\clerk-app-$version-setup.exe", "build\source\packaging\windows\clerk-app.nsi")
Get-FileHash dist\* -Algorithm SHA256
