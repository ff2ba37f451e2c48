/* A power cut, for one folder, loaded before the C library.
 *
 * Writes reach the files at once, so that the program reads what it wrote; beside them this keeps
 * what a disk would hold: for each file the content at its last fsync and the writes since, for
 * the folder the names at its last fsync and the changes since. At the chosen moment the files
 * become what a disk might show after the cut, and the process is killed: of the writes that were
 * not synced some are kept and some lost, each sector of 512 bytes on its own; of the changes of
 * names a prefix is kept, as a journalling file system does.
 *
 * POWERCUT_DIR   the folder, and those in it; folders themselves are taken as durable
 * POWERCUT_SEED  what is lost
 * POWERCUT_AT    the number of the write, sync or change of names where the power goes; 0 never
 * POWERCUT_KEEP when set, nothing is lost: the process is only killed
 * POWERCUT_COUNT a file that receives, at a normal end, how many there were
 *
 * Files ending in -shm are SQLite's shared memory, rebuilt after a crash: they are left alone.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define SECTOR 512
#define MOST_FDS 4096

typedef struct change {
    int truncates;
    off_t at;
    size_t size;
    unsigned char *data;
    struct change *next;
} change;

typedef struct node {
    unsigned char *durable;
    size_t size, room;
    change *first, *last;
} node;

typedef struct name {
    char *path;
    node *file;
    struct name *next;
} name;

/* A change of names: `path` now means `file`, or nothing when it is NULL; `also` for a rename. */
typedef struct naming {
    char *path, *also;
    node *file;
    struct naming *next;
} naming;

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static size_t folder_length;
static uint64_t state;
static long when, count;
static name *now_names, *durable_names;
static naming *first_naming, *last_naming;
static node *open_files[MOST_FDS];
static char *open_folders[MOST_FDS];
static int active;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite64)(int, const void *, size_t, off64_t);
static int (*real_open64)(const char *, int, ...);
static int (*real_openat64)(int, const char *, int, ...);
static int (*real_close)(int);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate64)(int, off64_t);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);
static ssize_t (*real_sendfile64)(int, int, off64_t *, size_t);

static uint64_t drawn(void) {
    state += 0x9E3779B97F4A7C15u;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static void die(const char *why) {
    dprintf(2, "powercut: %s\n", why);
    _exit(99);
}

static void *got(void *memory) {
    if (!memory) die("out of memory");
    return memory;
}

static int ours(const char *path, char *full) {
    if (!active) return 0;
    if (path[0] == '/') {
        if (strlen(path) >= PATH_MAX) return 0;
        strcpy(full, path);
    } else {
        char here[PATH_MAX];
        if (!getcwd(here, sizeof here) || snprintf(full, PATH_MAX, "%s/%s", here, path) >= PATH_MAX) return 0;
    }
    size_t length = strlen(full);
    if (strncmp(full, folder, folder_length) || (full[folder_length] && full[folder_length] != '/')) return 0;
    return length < 4 || strcmp(full + length - 4, "-shm") != 0;
}

static name *find(name *names, const char *path) {
    while (names && strcmp(names->path, path)) names = names->next;
    return names;
}

static void set(name **names, const char *path, node *file) {
    name **at = names;
    while (*at && strcmp((*at)->path, path)) at = &(*at)->next;
    if (!file) {
        if (*at) *at = (*at)->next;
    } else if (*at) {
        (*at)->file = file;
    } else {
        name *added = got(calloc(1, sizeof *added));
        added->path = got(strdup(path));
        added->file = file;
        added->next = *names;
        *names = added;
    }
}

static void apply_naming(name **names, const naming *one) {
    set(names, one->path, one->file);
    if (one->also) set(names, one->also, NULL);
}

static void renamed(const char *path, const char *also, node *file) {
    naming *one = got(calloc(1, sizeof *one));
    one->path = got(strdup(path));
    one->also = also ? got(strdup(also)) : NULL;
    one->file = file;
    apply_naming(&now_names, one);
    if (last_naming) last_naming->next = one; else first_naming = one;
    last_naming = one;
}

static void grow(node *file, size_t size) {
    if (size > file->room) {
        file->room = size * 2;
        file->durable = got(realloc(file->durable, file->room));
    }
    if (size > file->size) memset(file->durable + file->size, 0, size - file->size);
    file->size = size;
}

static void put(node *file, off_t at, const unsigned char *data, size_t size) {
    if ((size_t)at + size > file->size) grow(file, (size_t)at + size);
    memcpy(file->durable + at, data, size);
}

static void note(node *file, int truncates, off_t at, const void *data, size_t size) {
    change *one = got(calloc(1, sizeof *one));
    one->truncates = truncates;
    one->at = at;
    one->size = size;
    if (size) {
        one->data = got(malloc(size));
        memcpy(one->data, data, size);
    }
    if (file->last) file->last->next = one; else file->first = one;
    file->last = one;
}

static void forget(node *file) {
    while (file->first) {
        change *next = file->first->next;
        free(file->first->data);
        free(file->first);
        file->first = next;
    }
    file->last = NULL;
}

static void sync_file(node *file) {
    for (change *one = file->first; one; one = one->next) {
        if (one->truncates) grow(file, (size_t)one->at);
        else put(file, one->at, one->data, one->size);
    }
    forget(file);
}

/* What the disk kept of the writes that were not synced: nothing, all, or sectors at random. */
static void lose(node *file) {
    unsigned kept = (unsigned)(drawn() % 4) * 85; /* of 256: 0, 85, 170, 255 */
    for (change *one = file->first; one; one = one->next) {
        if (one->truncates) {
            if (drawn() % 256 <= kept && kept) grow(file, (size_t)one->at);
            continue;
        }
        for (size_t from = 0; from < one->size;) {
            size_t to = ((one->at + from) / SECTOR + 1) * SECTOR - one->at;
            if (to > one->size) to = one->size;
            if (kept && drawn() % 256 <= kept) put(file, one->at + from, one->data + from, to - from);
            from = to;
        }
    }
    forget(file);
}

static int gone(const char *path, const struct stat *about, int kind, struct FTW *where) {
    (void)about, (void)where;
    char full[PATH_MAX];
    if (kind == FTW_F && ours(path, full) && !find(durable_names, full)) real_unlink(full);
    return 0;
}

static void cut(void) {
    if (getenv("POWERCUT_KEEP")) {
        kill(getpid(), SIGKILL);
        pause();
    }
    long kept = 0, pending = 0;
    for (naming *one = first_naming; one; one = one->next) pending++;
    if (pending) kept = (long)(drawn() % (uint64_t)(pending + 1));
    for (naming *one = first_naming; one && kept; one = one->next, kept--) apply_naming(&durable_names, one);
    nftw(folder, gone, 16, FTW_PHYS);
    for (name *one = durable_names; one; one = one->next) {
        lose(one->file);
        int handle = real_open64(one->path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (handle < 0) die("a file can't be written back");
        for (size_t done = 0; done < one->file->size;) {
            ssize_t step = real_write(handle, one->file->durable + done, one->file->size - done);
            if (step <= 0) die("a file can't be written back");
            done += (size_t)step;
        }
        real_close(handle);
    }
    kill(getpid(), SIGKILL);
    pause();
}

/* Every step that a disk could be cut before. */
static void step(void) {
    if (++count == when) cut();
}

static void load(const char *path) {
    node *file = got(calloc(1, sizeof *file));
    int handle = real_open64(path, O_RDONLY);
    if (handle < 0) die("a file can't be read");
    unsigned char block[65536];
    ssize_t size;
    while ((size = read(handle, block, sizeof block)) > 0) put(file, (off_t)file->size, block, (size_t)size);
    real_close(handle);
    set(&now_names, path, file);
    set(&durable_names, path, file);
}

static int found(const char *path, const struct stat *about, int kind, struct FTW *where) {
    (void)about, (void)where;
    char full[PATH_MAX];
    if (kind == FTW_F && ours(path, full)) load(full);
    return 0;
}

/* Other libraries' constructors may come before ours. */
static void resolve(void) {
    if (real_sendfile64) return;
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite64 = dlsym(RTLD_NEXT, "pwrite64");
    real_open64 = dlsym(RTLD_NEXT, "open64");
    real_openat64 = dlsym(RTLD_NEXT, "openat64");
    real_close = dlsym(RTLD_NEXT, "close");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate64 = dlsym(RTLD_NEXT, "ftruncate64");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_sendfile64 = dlsym(RTLD_NEXT, "sendfile64");
}

__attribute__((constructor)) static void begin(void) {
    resolve();
    const char *where = getenv("POWERCUT_DIR"), *seed = getenv("POWERCUT_SEED"), *at = getenv("POWERCUT_AT");
    if (!where || !realpath(where, folder)) return;
    folder_length = strlen(folder);
    state = seed ? strtoull(seed, NULL, 10) : 0;
    when = at ? atol(at) : 0;
    active = 1;
    nftw(folder, found, 16, FTW_PHYS);
}

__attribute__((destructor)) static void end(void) {
    const char *where = getenv("POWERCUT_COUNT");
    if (!active || !where) return;
    int handle = real_open64(where, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (handle >= 0) {
        dprintf(handle, "%ld", count);
        real_close(handle);
    }
}

static node *file_of(int handle) {
    return active && handle >= 0 && handle < MOST_FDS ? open_files[handle] : NULL;
}

static void opened(int handle, const char *path, int flags, int existed) {
    char full[PATH_MAX];
    if (handle < 0 || !ours(path, full)) return;
    if (handle >= MOST_FDS) die("too many files");
    struct stat about;
    if (fstat(handle, &about)) return;
    if (S_ISDIR(about.st_mode)) {
        open_folders[handle] = got(strdup(full));
        return;
    }
    if (!S_ISREG(about.st_mode)) return;
    name *known = find(now_names, full);
    if (!known) {
        if (existed) die("a file that nobody saw made");
        step();
        renamed(full, NULL, got(calloc(1, sizeof(node))));
        known = find(now_names, full);
    } else if (flags & O_TRUNC) {
        note(known->file, 1, 0, NULL, 0);
    }
    open_files[handle] = known->file;
}

static int exists(int at, const char *path) {
    struct stat about;
    return fstatat(at, path, &about, 0) == 0;
}

static int opening(int at, const char *path, int flags, mode_t mode) {
    resolve();
    pthread_mutex_lock(&guard);
    int existed = exists(at, path);
    int handle = real_openat64(at, path, flags, mode);
    int kept = errno;
    if (at == AT_FDCWD || path[0] == '/') opened(handle, path, flags, existed);
    pthread_mutex_unlock(&guard);
    errno = kept;
    return handle;
}

static mode_t mode_of(int flags, va_list rest) {
    return flags & (O_CREAT | O_TMPFILE) ? (mode_t)va_arg(rest, int) : 0;
}

#define OPENING(at)                               \
    va_list rest;                                 \
    va_start(rest, flags);                        \
    mode_t mode = mode_of(flags, rest);           \
    va_end(rest);                                 \
    return opening(at, path, flags, mode)

int open(const char *path, int flags, ...) { OPENING(AT_FDCWD); }
int open64(const char *path, int flags, ...) { OPENING(AT_FDCWD); }
int openat(int at, const char *path, int flags, ...) { OPENING(at); }
int openat64(int at, const char *path, int flags, ...) { OPENING(at); }

int close(int handle) {
    resolve();
    pthread_mutex_lock(&guard);
    if (handle >= 0 && handle < MOST_FDS) {
        open_files[handle] = NULL;
        free(open_folders[handle]);
        open_folders[handle] = NULL;
    }
    int result = real_close(handle);
    pthread_mutex_unlock(&guard);
    return result;
}

static ssize_t writing(int handle, const void *data, size_t size, off_t at, int positioned) {
    resolve();
    pthread_mutex_lock(&guard);
    node *file = file_of(handle);
    if (file) {
        if (!positioned) {
            struct stat about;
            int append = fcntl(handle, F_GETFL) & O_APPEND;
            at = append && !fstat(handle, &about) ? about.st_size : lseek(handle, 0, SEEK_CUR);
        }
        step();
    }
    ssize_t done = positioned ? real_pwrite64(handle, data, size, at) : real_write(handle, data, size);
    int kept = errno;
    if (file && done > 0) note(file, 0, at, data, (size_t)done);
    pthread_mutex_unlock(&guard);
    errno = kept;
    return done;
}

ssize_t write(int handle, const void *data, size_t size) {
    return writing(handle, data, size, 0, 0);
}

ssize_t pwrite(int handle, const void *data, size_t size, off_t at) { return writing(handle, data, size, at, 1); }
ssize_t pwrite64(int handle, const void *data, size_t size, off64_t at) { return writing(handle, data, size, at, 1); }

static int truncating(int handle, off_t size) {
    resolve();
    pthread_mutex_lock(&guard);
    node *file = file_of(handle);
    if (file) step();
    int result = real_ftruncate64(handle, size);
    int kept = errno;
    if (file && !result) note(file, 1, size, NULL, 0);
    pthread_mutex_unlock(&guard);
    errno = kept;
    return result;
}

int ftruncate(int handle, off_t size) { return truncating(handle, size); }
int ftruncate64(int handle, off64_t size) { return truncating(handle, size); }

/* Syncing any folder commits every change of names, as the one journal of a file system does.
 * The real disk need not be waited for: only what this keeps decides what is lost. */
static int syncing(int handle, int (*real)(int)) {
    pthread_mutex_lock(&guard);
    node *file = file_of(handle);
    int watched = active && handle >= 0 && handle < MOST_FDS && (file || open_folders[handle]);
    if (watched) step();
    if (file) sync_file(file);
    if (watched && !file) {
        for (naming *one = first_naming; one; one = one->next) apply_naming(&durable_names, one);
        first_naming = last_naming = NULL;
    }
    pthread_mutex_unlock(&guard);
    return watched ? 0 : real(handle);
}

int fsync(int handle) {
    resolve();
    return syncing(handle, real_fsync);
}

int fdatasync(int handle) {
    resolve();
    return syncing(handle, real_fdatasync);
}

int rename(const char *from, const char *to) {
    resolve();
    char old[PATH_MAX], fresh[PATH_MAX];
    pthread_mutex_lock(&guard);
    int watched = ours(from, old) && ours(to, fresh);
    name *known = watched ? find(now_names, old) : NULL;
    if (known) step();
    int result = real_rename(from, to);
    int kept = errno;
    if (known && !result) renamed(fresh, old, known->file);
    pthread_mutex_unlock(&guard);
    errno = kept;
    return result;
}

int unlink(const char *path) {
    resolve();
    char full[PATH_MAX];
    pthread_mutex_lock(&guard);
    int watched = ours(path, full) && find(now_names, full);
    if (watched) step();
    int result = real_unlink(path);
    int kept = errno;
    if (watched && !result) renamed(full, NULL, NULL);
    pthread_mutex_unlock(&guard);
    errno = kept;
    return result;
}

/* Python copies files with it; refused in this way, it goes back to plain writes. */
static ssize_t sending(int out, int in, off64_t *at, size_t size) {
    resolve();
    if (file_of(out)) {
        errno = ENOTSOCK;
        return -1;
    }
    return real_sendfile64(out, in, at, size);
}

ssize_t sendfile(int out, int in, off_t *at, size_t size) { return sending(out, in, at, size); }
ssize_t sendfile64(int out, int in, off64_t *at, size_t size) { return sending(out, in, at, size); }
