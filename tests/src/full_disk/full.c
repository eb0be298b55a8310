/* A disk that is full while the file FULL_DISK is there: put before the C library by
   LD_PRELOAD, it answers ENOSPC to every write to a database and to its log. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int is_full(int file) {
    const char *flag = getenv("FULL_DISK");
    char link[64], path[4096];
    ssize_t length;
    if (flag == NULL || access(flag, F_OK) != 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = '\0';
    return strstr(path, ".db") != NULL;
}

#define FAIL_IF_FULL(file) do { if (is_full(file)) { errno = ENOSPC; return -1; } } while (0)

ssize_t write(int file, const void *bytes, size_t length) {
    static ssize_t (*next)(int, const void *, size_t);
    FAIL_IF_FULL(file);
    if (next == NULL) *(void **)&next = dlsym(RTLD_NEXT, "write");
    return next(file, bytes, length);
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) {
    static ssize_t (*next)(int, const void *, size_t, off_t);
    FAIL_IF_FULL(file);
    if (next == NULL) *(void **)&next = dlsym(RTLD_NEXT, "pwrite");
    return next(file, bytes, length, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
    static ssize_t (*next)(int, const void *, size_t, off64_t);
    FAIL_IF_FULL(file);
    if (next == NULL) *(void **)&next = dlsym(RTLD_NEXT, "pwrite64");
    return next(file, bytes, length, at);
}
