/* Included before every file of Python and SQLite that is built for the package: functions of the mathematics library
   that have a newer version than glibc 2.28 are bound to the one before it. */
#if defined(__x86_64__)
#define OLD "GLIBC_2.2.5"
#elif defined(__aarch64__)
#define OLD "GLIBC_2.17"
#endif
#ifdef OLD
__asm__(".symver exp,exp@" OLD);
__asm__(".symver exp2,exp2@" OLD);
__asm__(".symver log,log@" OLD);
__asm__(".symver log2,log2@" OLD);
__asm__(".symver pow,pow@" OLD);
#undef OLD
#endif
