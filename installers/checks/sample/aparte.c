/* A small program in the place of the real one: what is installed must run, stay open, and close when asked.
   Without an argument it writes down that it ran, in the user's own folder, where the real one keeps its data. */

#include <windows.h>
#include <stdio.h>
#include <wchar.h>

static void write_down(const wchar_t *name)
{
    wchar_t folder[MAX_PATH], path[MAX_PATH + 40], own[MAX_PATH];
    GetEnvironmentVariableW(L"LOCALAPPDATA", folder, MAX_PATH);
    wcscat(folder, L"\\aparte");
    CreateDirectoryW(folder, NULL);
    swprintf(path, MAX_PATH + 40, L"%ls\\%ls", folder, name);
    GetModuleFileNameW(NULL, own, MAX_PATH);
    FILE *file = _wfopen(path, L"w, ccs=UTF-8");
    fwprintf(file, L"%hs %ls", VERSION, own);
    fclose(file);
}

static LRESULT CALLBACK answer(HWND window, UINT message, WPARAM first, LPARAM second)
{
    if (message == WM_DESTROY)
        PostQuitMessage(0);
    return DefWindowProcW(window, message, first, second);
}

static void show_window(void)
{
    MSG message;
    WNDCLASSW kind = {.lpfnWndProc = answer, .lpszClassName = L"aparte", .hInstance = GetModuleHandleW(NULL)};
    RegisterClassW(&kind);
    CreateWindowW(L"aparte", L"Aparté", WS_OVERLAPPEDWINDOW | WS_VISIBLE, 0, 0, 300, 200, NULL, NULL, kind.hInstance, NULL);
    write_down(L"open.txt");
    while (GetMessageW(&message, NULL, 0, 0) > 0)
        DispatchMessageW(&message);
}

int wmain(int count, wchar_t **words)
{
    if (count > 1 && !wcscmp(words[1], L"--window")) {
        show_window();
    } else if (count > 1 && !wcscmp(words[1], L"--stay")) {
        write_down(L"open.txt");
        Sleep(INFINITE);
    } else {
        write_down(L"proof.txt");
    }
    return 0;
}
