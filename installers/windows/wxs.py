"""The MSI's description, in the words of WiX 3: what Windows Installer does with each file, key and shortcut."""

from pathlib import PurePosixPath
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement

from installers.windows.payload import Payload
from installers.windows.product import (
    NAME,
    PROGRAM,
    PUBLISHER,
    SHORT,
    UPGRADE_CODE,
    Version,
    component_code,
    package_code,
    product_code,
)

NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
_KEY = f"Software\\{SHORT}"
_POLICY_KEY = f"Software\\Policies\\{SHORT}"
# Windows Installer is told 6.3 by every later Windows; this value exists from Windows 10 on.
_WINDOWS_KEY = "Software\\Microsoft\\Windows NT\\CurrentVersion"
_FRENCH = "1036"
_WESTERN = "1252"  # the code page that holds the accents of the database's texts
# S-1-5-18: the system, S-1-5-32-544: administrators, S-1-5-32-545: users, whatever the language calls them.
_ICACLS = '[System64Folder]icacls.exe "[MACHINEFOLDER]."'
_OWN = f"{_ICACLS} /setowner *S-1-5-32-544 /T /C /Q"
_RESET = f"{_ICACLS} /reset /T /C /Q"
_PROTECT = (
    f"{_ICACLS} /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX /C /Q"
)
_COPY = '[System64Folder]cmd.exe /d /c copy /y "[POLICY]" "[MACHINEFOLDER]policy.toml"'
# Programs that are started as the system: name, command, what its failure does, when it is wanted, what it follows.
_COMMANDS = (
    ("OwnMachineFolder", _OWN, "ignore", "NOT REMOVE", "CreateFolders"),
    ("ResetMachineFolder", _RESET, "ignore", "NOT REMOVE", "OwnMachineFolder"),
    ("ProtectMachineFolder", _PROTECT, "ignore", "NOT REMOVE", "ResetMachineFolder"),
    ("CopyPolicy", _COPY, "check", "POLICY AND NOT REMOVE", "ProtectMachineFolder"),
)
# Public properties, and what a later version's installer finds of them: nobody types them twice.
_KEPT = {"SERVER": "Server", "DESKTOPSHORTCUT": "DesktopShortcut"}


def describe(payload: Payload, version: Version, icon: str) -> Element:
    """The whole document; `icon` is the path of the .ico."""
    wix = Element("Wix", xmlns=NAMESPACE)
    product = SubElement(
        wix,
        "Product",
        Id=_braced(product_code(version)),
        Name=NAME,
        Language=_FRENCH,
        Codepage=_WESTERN,
        Version=version.text,
        Manufacturer=PUBLISHER,
        UpgradeCode=_braced(UPGRADE_CODE),
    )
    _package(product, version, payload.digest)
    _properties(product, icon)
    _conditions(product)
    _actions(product)
    components = _folders(product, payload)
    feature = SubElement(product, "Feature", Id="Program", Level="1", Title=NAME)
    for component in components:
        SubElement(feature, "ComponentRef", Id=component)
    return wix


def _package(product: Element, version: Version, content: str) -> None:
    SubElement(
        product,
        "Package",
        Id=_braced(package_code(version, content)),
        InstallerVersion="500",
        Compressed="yes",
        InstallScope="perMachine",
        Platform="x64",
        Languages=_FRENCH,
        SummaryCodepage=_WESTERN,
        Description=f"Installation d'{NAME}",
        Manufacturer=PUBLISHER,
    )
    # Inside the transaction: a new version that can't be written leaves the old one in place.
    SubElement(
        product,
        "MajorUpgrade",
        Schedule="afterInstallInitialize",
        DowngradeErrorMessage=f"Une version plus récente d'{NAME} est déjà installée : rien n'a changé. "
        "Pour revenir en arrière, désinstallez-la d'abord.",
    )
    SubElement(product, "Media", Id="1", Cabinet="aparte.cab", EmbedCab="yes", CompressionLevel="high")


def _properties(product: Element, icon: str) -> None:
    SubElement(product, "Icon", Id="aparte.ico", SourceFile=icon)
    SubElement(product, "Property", Id="ARPPRODUCTICON", Value="aparte.ico")
    SubElement(product, "Property", Id="ARPNOMODIFY", Value="1")
    for name in ("POLICY", *_KEPT):
        SubElement(product, "Property", Id=name, Secure="yes")
    for name, value in {**_KEPT, "INSTALLDIR": "InstallDir"}.items():
        _search(product, f"KEPT{name}", value)
    _search(product, "INSTALLEDBY", "Installer")
    _search(product, "WINDOWSMAJOR", "CurrentMajorVersionNumber", _WINDOWS_KEY)


def _search(product: Element, name: str, value: str, key: str = _KEY) -> None:
    found = SubElement(product, "Property", Id=name)
    SubElement(found, "RegistrySearch", Id=f"Find{name}", Root="HKLM", Key=key, Name=value, Type="raw", Win64="yes")


def _conditions(product: Element) -> None:
    SubElement(
        product,
        "Condition",
        Message=f"{NAME} a été installé par son programme d'installation (.exe) : mettez-le à jour par celui-ci, "
        "ou désinstallez-le d'abord.",
    ).text = 'Installed OR NOT INSTALLEDBY = "nsis"'
    SubElement(
        product, "Condition", Message=f"{NAME} demande Windows 10 ou plus récent."
    ).text = "Installed OR WINDOWSMAJOR"
    SubElement(
        product, "Condition", Message=f"{NAME} s'installe pour tous les utilisateurs, par un administrateur."
    ).text = "Privileged"


def _actions(product: Element) -> None:
    executed, shown = Element("InstallExecuteSequence"), Element("InstallUISequence")
    for name in (*_KEPT, "INSTALLDIR"):
        SubElement(product, "CustomAction", Id=f"Keep{name}", Property=name, Value=f"[KEPT{name}]")
        # Before costing, which decides where files go and which components are wanted.
        for sequence in (executed, shown):
            _schedule(sequence, f"Keep{name}", "AppSearch", f"KEPT{name} AND NOT {name}")
    SubElement(product, "CustomAction", Id="TellPlace", Property="ARPINSTALLLOCATION", Value="[INSTALLDIR]")
    _schedule(executed, "TellPlace", "CostFinalize", "NOT REMOVE")
    for name, command, outcome, condition, after in _COMMANDS:
        SubElement(
            product,
            "CustomAction",
            Id=name,
            Directory="TARGETDIR",
            ExeCommand=command,
            Execute="deferred",
            Impersonate="no",
            Return=outcome,
        )
        _schedule(executed, name, after, condition)
    product.extend((executed, shown))


def _schedule(sequence: Element, action: str, after: str, condition: str) -> None:
    SubElement(sequence, "Custom", Action=action, After=after).text = condition


def _folders(product: Element, payload: Payload) -> list[str]:
    """The tree of folders with a component a file; returns the components' names."""
    root = SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = SubElement(root, "Directory", Id="ProgramFiles64Folder")
    install = SubElement(programs, "Directory", Id="INSTALLDIR", Name=SHORT)
    SubElement(root, "Directory", Id="ProgramMenuFolder")
    SubElement(root, "Directory", Id="DesktopFolder")
    shared = SubElement(root, "Directory", Id="CommonAppDataFolder")
    machine = SubElement(shared, "Directory", Id="MACHINEFOLDER", Name="aparte")
    folders = {PurePosixPath(): install}
    for folder in payload.folders:
        name = f"d{_hex(folder)}"
        folders[folder] = SubElement(folders[folder.parent], "Directory", Id=name, Name=folder.name)
    names = []
    for file in payload.files:
        component = _component(folders[file.parent], f"c{_hex(file)}", component_code(file))
        SubElement(
            component,
            "File",
            Id=f"f{_hex(file)}",
            Name=file.name,
            Source=str(payload.root / file),
            KeyPath="yes",
        )
        names.append(component.attrib["Id"])
    return names + _registration(install, machine)


def _registration(install: Element, machine: Element) -> list[str]:
    kept = _component(install, "Registration", _own("registration"))
    _value(kept, "Installer", "msi", key_path=True)
    _value(kept, "InstallDir", "[INSTALLDIR]")
    _value(kept, "Version", "[ProductVersion]")
    menu = _component(install, "StartMenu", _own("start menu"))
    _shortcut(menu, "MenuShortcut", "ProgramMenuFolder")
    _value(menu, "StartMenu", "1", key_path=True)
    desktop = _component(install, "Desktop", _own("desktop"), 'DESKTOPSHORTCUT = "1"')
    _shortcut(desktop, "DesktopShortcut", "DesktopFolder")
    _value(desktop, "DesktopShortcut", "1", key_path=True)
    server = _component(install, "ServerPolicy", _own("server"), "SERVER")
    _value(server, "Server", "[SERVER]", key_path=True)
    _value(server, "sync_server", "[SERVER]", key=_POLICY_KEY)
    folder = _component(machine, "MachineFolder", _own("machine folder"))
    SubElement(folder, "CreateFolder")
    _value(folder, "MachineFolder", "1", key_path=True)
    return [part.attrib["Id"] for part in (kept, menu, desktop, server, folder)]


def _component(parent: Element, name: str, code: UUID, condition: str = "") -> Element:
    component = SubElement(parent, "Component", Id=name, Guid=_braced(code), Win64="yes")
    if condition:
        SubElement(component, "Condition").text = condition
    return component


def _shortcut(component: Element, name: str, folder: str) -> None:
    SubElement(
        component,
        "Shortcut",
        Id=name,
        Directory=folder,
        Name=NAME,
        Target=f"[INSTALLDIR]{PROGRAM}",
        WorkingDirectory="INSTALLDIR",
    )


def _value(component: Element, name: str, value: str, *, key: str = _KEY, key_path: bool = False) -> None:
    entry = SubElement(component, "RegistryValue", Root="HKLM", Key=key, Name=name, Type="string", Value=value)
    if key_path:
        entry.set("KeyPath", "yes")


def _own(name: str) -> UUID:
    return uuid5(UPGRADE_CODE, f"part/{name}")


def _hex(path: PurePosixPath) -> str:
    return component_code(path).hex


def _braced(code: UUID) -> str:
    return f"{{{str(code).upper()}}}"
