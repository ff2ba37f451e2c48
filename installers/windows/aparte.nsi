; The installer of Aparté for Windows: per machine, silent when asked, replaced in place.
; Built by installers/windows/build_installers.py, which writes the list of files; nothing here removes
; a file that is not in that list, so a folder that holds other files keeps them.

Unicode true
Target ${TARGET}
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10
RequestExecutionLevel admin
SetCompressor /SOLID lzma
SetCompressorDictSize 64
CRCCheck force
AllowSkipFiles off
SetOverwrite try
; What is installed has the date of the build, whoever checked the sources out.
SetDateSave off

!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinVer.nsh
!include MUI2.nsh
!include "${FILES}"

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$PROGRAMFILES64\${SHORT}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "FileDescription" "Installation d'${NAME}"
VIAddVersionKey "LegalCopyright" "EUPL-1.2"

; What is signed must be signed before it is packed: NSIS calls this on each of its two programs.
!ifdef SIGNER
  !uninstfinalize '${SIGNER} "%1"' = 0
  !finalize '${SIGNER} "%1"' = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The first language is the one of a system that speaks neither.
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "English"

!define PRODUCT_KEY "Software\${SHORT}"
!define POLICY_KEY "Software\Policies\${SHORT}"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${SHORT}"
!define STAGE ".aparte-next"

; Exit codes: Windows Installer's own, which Intune and Configuration Manager already know.
!define CODE_BUSY 1618        ; another try later will do
!define CODE_FAILED 1603      ; nothing was changed, or the sentence says what
!define CODE_OTHER 1638       ; another version, or another kind of installer, holds the place
!define CODE_ARGUMENT 1639    ; an option can't be followed
!define CODE_PLATFORM 1633    ; this Windows is too old
!define CODE_ELEVATION 740    ; not an administrator
!define CODE_FULL 112         ; no room on the disk
!define CODE_RESTART 3010     ; done, once the computer is restarted

LangString Newer ${LANG_FRENCH} "La version $OldVersion d'${NAME} est déjà installée, plus récente que ${VERSION} : rien n'a changé. Pour revenir en arrière, désinstallez-la d'abord."
LangString Newer ${LANG_ENGLISH} "Version $OldVersion of ${NAME} is installed already and is newer than ${VERSION}: nothing was changed. To go back, uninstall it first."
LangString ByMsi ${LANG_FRENCH} "${NAME} a été installé par son paquet MSI : mettez-le à jour par le MSI, ou désinstallez-le d'abord."
LangString ByMsi ${LANG_ENGLISH} "${NAME} was installed by its MSI package: upgrade it by the MSI, or uninstall it first."
LangString Network ${LANG_FRENCH} "${NAME} ne s'installe pas sur un dossier du réseau : choisissez un disque de ce poste."
LangString Network ${LANG_ENGLISH} "${NAME} can't be installed on a network folder: choose a disk of this computer."
LangString NoFolder ${LANG_FRENCH} "Le dossier demandé, $AskedDir, ne peut pas exister sur ce poste : rien n'a changé. Vérifiez l'option /D, la dernière, sans guillemets."
LangString NoFolder ${LANG_ENGLISH} "The folder asked for, $AskedDir, can't exist on this computer: nothing was changed. Check the /D option, the last one, without quotes."
LangString NoPolicy ${LANG_FRENCH} "Le fichier de règles « $Policy » est introuvable : rien n'a changé. Vérifiez l'option /POLICY."
LangString NoPolicy ${LANG_ENGLISH} "The policy file $Policy was not found: nothing was changed. Check the /POLICY option."
LangString OldWindows ${LANG_FRENCH} "${NAME} demande Windows 10 ou plus récent."
LangString OldWindows ${LANG_ENGLISH} "${NAME} needs Windows 10 or newer."
LangString NoAdmin ${LANG_FRENCH} "${NAME} s'installe pour tous les utilisateurs : lancez l'installation avec un compte d'administrateur."
LangString NoAdmin ${LANG_ENGLISH} "${NAME} is installed for all users: start its installation as an administrator."
LangString NoRoom ${LANG_FRENCH} "La place manque sur le disque de $INSTDIR : libérez ${SIZE_KB} Ko, puis recommencez. Rien n'a changé."
LangString NoRoom ${LANG_ENGLISH} "The disk of $INSTDIR is full: free ${SIZE_KB} KB, then try again. Nothing was changed."
LangString Open ${LANG_FRENCH} "${NAME} est ouvert sur ce poste : fermez-le, puis recommencez. Rien n'a changé."
LangString Open ${LANG_ENGLISH} "${NAME} is open on this computer: close it, then try again. Nothing was changed."
LangString NoWrite ${LANG_FRENCH} "Des fichiers n'ont pas pu être écrits dans $INSTDIR : rien n'a changé. Vérifiez les droits et l'antivirus, puis recommencez."
LangString NoWrite ${LANG_ENGLISH} "Files could not be written to $INSTDIR: nothing was changed. Check permissions and antivirus, then try again."
LangString OldStays ${LANG_FRENCH} "La version précédente n'a pas pu être retirée de $OldDir : désinstallez-la, puis recommencez."
LangString OldStays ${LANG_ENGLISH} "The previous version could not be removed from $OldDir: uninstall it, then try again."
LangString Done ${LANG_FRENCH} "${NAME} ${VERSION} est installé dans $INSTDIR."
LangString Done ${LANG_ENGLISH} "${NAME} ${VERSION} is installed in $INSTDIR."
LangString Removed ${LANG_FRENCH} "${NAME} est désinstallé. Les échanges et les réglages de chaque utilisateur sont restés."
LangString Removed ${LANG_ENGLISH} "${NAME} is uninstalled. Every user's contacts and settings were kept."

Var AskedDir
Var OldDir
Var OldVersion
Var Policy
Var Server
Var DesktopIcon
Var ForceClose
Var LogFile
Var Busy

; ---------------------------------------------------------------- what both programs do
!macro Common un
; Says $0 where someone may read it: the file of /LOG, and the console or the pipe that started us.
Function ${un}Say
  ${If} $LogFile != ""
    FileOpen $1 "$LogFile" a
    FileSeek $1 0 END $2
    ${If} $2 = 0
      FileWriteUTF16LE /BOM $1 "$0$\r$\n"
    ${Else}
      FileWriteUTF16LE $1 "$0$\r$\n"
    ${EndIf}
    FileClose $1
  ${EndIf}
  System::Call 'kernel32::AttachConsole(i -1)'
  System::Call 'kernel32::GetStdHandle(i -11) p .r1'
  ${If} $1 P<> 0
    StrCpy $2 "$0$\r$\n"
    StrLen $3 $2
    System::Call 'kernel32::WriteConsoleW(p r1, w r2, i r3, *i .r4, p 0) i .r5'
    ${If} $5 = 0
      System::Call 'kernel32::WideCharToMultiByte(i 65001, i 0, w r2, i -1, @ r6, i 4096, p 0, p 0) i .r3'
      IntOp $3 $3 - 1
      System::Call 'kernel32::WriteFile(p r1, p r6, i r3, *i .r4, p 0)'
    ${EndIf}
  ${EndIf}
FunctionEnd

; Ends with the code $R0 and the sentence $0.
Function ${un}Refuse
  Call ${un}Say
  MessageBox MB_OK|MB_ICONSTOP "$0" /SD IDOK
  SetErrorLevel $R0
  Quit
FunctionEnd

; Sets $Busy when a program of $OldDir is running: Windows lets nobody write to it then.
Function ${un}SeeWhetherOpen
  StrCpy $Busy 0
  !insertmacro SeeOpen "${PROGRAM}"
  !insertmacro SeeOpen "aparte-cli.exe"
FunctionEnd

Function ${un}WaitUntilClosed
  ${For} $R1 1 20
    Call ${un}SeeWhetherOpen
    ${If} $Busy = 0
      ${Break}
    ${EndIf}
    Sleep 500
  ${Next}
FunctionEnd

; Asks an open program to close; with /FORCECLOSE=1 ends one that stays. Sets $Busy.
Function ${un}AskToClose
  Call ${un}SeeWhetherOpen
  ${If} $Busy = 1
    nsExec::Exec '"$SYSDIR\taskkill.exe" /IM ${PROGRAM}'
    Pop $R2
    Call ${un}WaitUntilClosed
  ${EndIf}
  ${If} $Busy = 1
  ${AndIf} $ForceClose == "1"
    nsExec::Exec '"$SYSDIR\taskkill.exe" /F /IM ${PROGRAM} /IM aparte-cli.exe'
    Pop $R2
    Call ${un}WaitUntilClosed
  ${EndIf}
  ${If} $Busy = 1
    StrCpy $0 "$(Open)"
    StrCpy $R0 ${CODE_BUSY}
    Call ${un}Refuse
  ${EndIf}
FunctionEnd

; The value of the option $0, as "/LOG=", into $0; empty without it. NSIS's own GetOptions ends at any slash,
; so at the one of an address. An option may be quoted whole, its value may be, or neither.
Function ${un}ReadOption
  System::Call 'kernel32::GetCommandLineW() w .r1'
  StrLen $2 $0
  StrCpy $3 1
  ${Do}
    StrCpy $4 $1 $2 $3
    ${If} $4 == ""
      StrCpy $0 ""
      Return
    ${EndIf}
    IntOp $5 $3 - 1
    StrCpy $5 $1 1 $5
    ${If} $4 == $0
    ${AndIf} $5 == '"'
      ${Break}
    ${EndIf}
    ${If} $4 == $0
    ${AndIf} $5 == " "
      ${Break}
    ${EndIf}
    IntOp $3 $3 + 1
  ${Loop}
  IntOp $3 $3 + $2
  StrCpy $4 $1 1 $3
  ${If} $4 == '"'
    StrCpy $5 '"'
    IntOp $3 $3 + 1
  ${EndIf}
  StrCpy $0 ""
  ${Do}
    StrCpy $4 $1 1 $3
    ${If} $4 == $5
    ${OrIf} $4 == ""
      ${Break}
    ${EndIf}
    StrCpy $0 "$0$4"
    IntOp $3 $3 + 1
  ${Loop}
FunctionEnd

; The options of both: /LOG=file, /FORCECLOSE=1.
Function ${un}ReadOptions
  !insertmacro ReadInto $LogFile "/LOG=" "${un}"
  !insertmacro ReadInto $ForceClose "/FORCECLOSE=" "${un}"
FunctionEnd
!macroend

!macro SeeOpen Program
  ${If} ${FileExists} "$OldDir\${Program}"
    ClearErrors
    FileOpen $R3 "$OldDir\${Program}" a
    ${If} ${Errors}
      StrCpy $Busy 1
    ${Else}
      FileClose $R3
    ${EndIf}
  ${EndIf}
!macroend

!macro Stop Code Sentence
  StrCpy $0 "${Sentence}"
  StrCpy $R0 ${Code}
  Call Refuse
!macroend

!macro ReadInto Variable Option un
  StrCpy $0 "${Option}"
  Call ${un}ReadOption
  StrCpy ${Variable} $0
!macroend

!insertmacro Common ""
!insertmacro Common "un."

; ---------------------------------------------------------------- one file, one folder
!macro StageFolder Path
  CreateDirectory "$INSTDIR\${STAGE}\${Path}"
!macroend
!macro StageFile Path Source
  File "/oname=$INSTDIR\${STAGE}\${Path}" "${Source}"
!macroend
!macro UnstageFolder Path
  RMDir "$INSTDIR\${STAGE}\${Path}"
!macroend
!macro UnstageFile Path Source
  Delete "$INSTDIR\${STAGE}\${Path}"
!macroend
!macro SettleFolder Path
  CreateDirectory "$INSTDIR\${Path}"
!macroend
; A scanner may hold a new file for a moment; one that stays held is put in place at the next start.
!macro SettleFile Path Source
  StrCpy $R4 "${Path}"
  Call Settle
!macroend
!macro RemoveFolder Path
  RMDir "$INSTDIR\${Path}"
!macroend
!macro RemoveFile Path Source
  Delete "$INSTDIR\${Path}"
!macroend

Function Settle
  ${For} $R5 1 6
    ClearErrors
    Delete "$INSTDIR\$R4"
    ClearErrors
    Rename "$INSTDIR\${STAGE}\$R4" "$INSTDIR\$R4"
    ${IfNot} ${Errors}
      ${Break}
    ${EndIf}
    Sleep 500
  ${Next}
  ${If} ${Errors}
    Delete /REBOOTOK "$INSTDIR\$R4"
    Rename /REBOOTOK "$INSTDIR\${STAGE}\$R4" "$INSTDIR\$R4"
  ${EndIf}
FunctionEnd

Function RemoveStage
  !insertmacro EachFile UnstageFile
  !insertmacro EachFolderUp UnstageFolder
  RMDir "$INSTDIR\${STAGE}"
  RMDir "$INSTDIR"
FunctionEnd

; ---------------------------------------------------------------- before anything is written
Function .onInit
  SetRegView 64
  SetShellVarContext all
  Call ReadOptions
  !insertmacro ReadInto $Server "/SERVER=" ""
  !insertmacro ReadInto $Policy "/POLICY=" ""
  !insertmacro ReadInto $DesktopIcon "/DESKTOPSHORTCUT=" ""

  ${IfNot} ${AtLeastWin10}
    !insertmacro Stop ${CODE_PLATFORM} "$(OldWindows)"
  ${EndIf}
  UserInfo::GetAccountType
  Pop $R1
  ${If} $R1 != "Admin"
    !insertmacro Stop ${CODE_ELEVATION} "$(NoAdmin)"
  ${EndIf}

  ReadRegStr $R1 HKLM "${PRODUCT_KEY}" "Installer"
  ${If} $R1 == "msi"
    !insertmacro Stop ${CODE_OTHER} "$(ByMsi)"
  ${EndIf}
  ReadRegStr $OldVersion HKLM "${PRODUCT_KEY}" "Version"
  ReadRegStr $OldDir HKLM "${PRODUCT_KEY}" "InstallDir"
  ${If} $OldVersion != ""
    ${VersionCompare} "$OldVersion" "${VERSION}" $R1
    ${If} $R1 = 1
      !insertmacro Stop ${CODE_OTHER} "$(Newer)"
    ${EndIf}
  ${EndIf}
  Call ReadAskedDir
  ; In place, unless another folder is asked for.
  ${If} $OldDir != ""
  ${AndIf} $AskedDir == ""
    StrCpy $INSTDIR $OldDir
  ${EndIf}
  ${If} $Policy != ""
  ${AndIfNot} ${FileExists} "$Policy"
    !insertmacro Stop ${CODE_ARGUMENT} "$(NoPolicy)"
  ${EndIf}
FunctionEnd

; NSIS takes /D out of its own command line, and a folder that can't be for the usual one without a word.
Function ReadAskedDir
  System::Call 'kernel32::GetCommandLineW() w .r10'
  StrLen $R1 $R0
  ${For} $R2 0 $R1
    StrCpy $R3 $R0 4 $R2
    ${If} $R3 S== " /D="
      IntOp $R2 $R2 + 4
      StrCpy $AskedDir $R0 "" $R2
      ${Break}
    ${EndIf}
  ${Next}
  StrCpy $R3 $AskedDir 2
  ${If} $R3 == "\\"
    !insertmacro Stop ${CODE_ARGUMENT} "$(Network)"
  ${EndIf}
  StrCpy $R3 $AskedDir 3
  ${If} $AskedDir != ""
  ${AndIfNot} ${FileExists} "$R3*.*"
    !insertmacro Stop ${CODE_ARGUMENT} "$(NoFolder)"
  ${EndIf}
FunctionEnd

Function RefuseNetwork
  StrCpy $R1 $INSTDIR 2
  StrCpy $R2 $INSTDIR 3
  System::Call 'kernel32::GetDriveTypeW(w r12) i .r13'
  ${If} $R1 == "\\"
  ${OrIf} $R3 = 4
    !insertmacro Stop ${CODE_ARGUMENT} "$(Network)"
  ${EndIf}
FunctionEnd

Function RefuseFullDisk
  ${GetRoot} $INSTDIR $R1
  ClearErrors
  ${DriveSpace} "$R1\" "/D=F /S=K" $R2
  ${IfNot} ${Errors}
  ${AndIf} $R2 L< ${SIZE_KB}
    !insertmacro Stop ${CODE_FULL} "$(NoRoom)"
  ${EndIf}
FunctionEnd

; ---------------------------------------------------------------- installing
; The new version is written whole beside the old one before the old one is touched.
Section "Install"
  Call RefuseNetwork
  Call RefuseFullDisk
  Call AskToClose

  ClearErrors
  CreateDirectory "$INSTDIR\${STAGE}"
  SetOutPath "$INSTDIR\${STAGE}"
  !insertmacro EachFolder StageFolder
  !insertmacro EachFile StageFile
  SetOutPath "$TEMP"
  ${If} ${Errors}
    Call RemoveStage
    !insertmacro Stop ${CODE_FAILED} "$(NoWrite)"
  ${EndIf}

  Call RemoveOld
  !insertmacro EachFolder SettleFolder
  !insertmacro EachFile SettleFile
  !insertmacro EachFolderUp UnstageFolder
  RMDir "$INSTDIR\${STAGE}"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  Call Register
  Call ProtectMachineFolder
  Call ApplyOptions
  StrCpy $0 "$(Done)"
  Call Say
  SetErrorLevel 0
  ${If} ${RebootFlag}
    SetErrorLevel ${CODE_RESTART}
  ${EndIf}
SectionEnd

; The old version's own uninstaller knows its files.
Function RemoveOld
  ${If} $OldDir != ""
  ${AndIf} ${FileExists} "$OldDir\uninstall.exe"
    ExecWait '"$OldDir\uninstall.exe" /S /UPGRADE=1 _?=$OldDir' $R1
    ${If} $R1 <> 0
      Call RemoveStage
      !insertmacro Stop ${CODE_FAILED} "$(OldStays)"
    ${EndIf}
    Delete "$OldDir\uninstall.exe"
    RMDir "$OldDir"
  ${EndIf}
FunctionEnd

Function Register
  WriteRegStr HKLM "${PRODUCT_KEY}" "Installer" "nsis"
  WriteRegStr HKLM "${PRODUCT_KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKLM "${PRODUCT_KEY}" "Version" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoRepair" 1
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  ${If} $DesktopIcon == "1"
  ${OrIf} ${FileExists} "$DESKTOP\${NAME}.lnk"
    CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  ${EndIf}
  SetOutPath "$TEMP"
FunctionEnd

; Any user may make a folder in ProgramData, and the policy is read from this one: it is the administrators'.
Function ProtectMachineFolder
  CreateDirectory "$APPDATA\aparte"
  nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\aparte" /setowner *S-1-5-32-544 /T /C /Q'
  Pop $R1
  nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\aparte" /reset /T /C /Q'
  Pop $R1
  nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\aparte" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX /C /Q'
  Pop $R1
FunctionEnd

Function ApplyOptions
  ${If} $Policy != ""
    CopyFiles /SILENT "$Policy" "$APPDATA\aparte\policy.toml"
  ${EndIf}
  ${If} $Server != ""
    WriteRegStr HKLM "${POLICY_KEY}" "sync_server" "$Server"
    WriteRegStr HKLM "${PRODUCT_KEY}" "Server" "$Server"
  ${EndIf}
FunctionEnd

; ---------------------------------------------------------------- removing
Function un.onInit
  SetRegView 64
  SetShellVarContext all
  Call un.ReadOptions
  StrCpy $OldDir $INSTDIR
FunctionEnd

Section "Uninstall"
  ; A folder that a process works in can't be removed.
  SetOutPath "$TEMP"
  Call un.AskToClose
  !insertmacro EachFile RemoveFile
  !insertmacro EachFolderUp RemoveFolder
  !insertmacro ReadInto $R1 "/UPGRADE=" "un."
  ${If} $R1 != "1"
    Call un.Unregister
    Delete /REBOOTOK "$INSTDIR\uninstall.exe"
    RMDir /REBOOTOK "$INSTDIR"
    StrCpy $0 "$(Removed)"
    Call un.Say
  ${EndIf}
  SetErrorLevel 0
SectionEnd

; The policy that came by an option goes with the program, unless somebody changed it since.
Function un.Unregister
  ReadRegStr $R1 HKLM "${PRODUCT_KEY}" "Server"
  ReadRegStr $R2 HKLM "${POLICY_KEY}" "sync_server"
  ${If} $R1 != ""
  ${AndIf} $R1 == $R2
    DeleteRegValue HKLM "${POLICY_KEY}" "sync_server"
    DeleteRegKey /ifempty HKLM "${POLICY_KEY}"
  ${EndIf}
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey HKLM "${UNINSTALL_KEY}"
  DeleteRegKey HKLM "${PRODUCT_KEY}"
  RMDir "$APPDATA\aparte"
FunctionEnd
