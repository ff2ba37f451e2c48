/* Starts the command line that a UTF-8 file holds, waits, and says the exit code: a Unix process shows only its
   last byte, and Wine quotes each argument where installers want some bare. */

#include <windows.h>
#include <stdio.h>

static wchar_t line[32768];

int wmain(int count, wchar_t **words)
{
    char bytes[32768];
    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION made;
    DWORD code = 0;
    FILE *file = _wfopen(words[count - 1], L"rb");
    size_t length = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    bytes[length] = 0;
    MultiByteToWideChar(CP_UTF8, 0, bytes, -1, line, 32768);
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &made)) {
        printf("\nnot started: %lu\n", GetLastError());
        return 1;
    }
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &code);
    printf("\nexit code: %lu\n", code);
    return 0;
}
