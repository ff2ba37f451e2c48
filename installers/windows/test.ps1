<#
.SYNOPSIS
Installs, upgrades and removes both installers silently on this Windows, checks their signatures, prints a table.

.DESCRIPTION
Run as an administrator on a machine that has nothing to lose and no Aparté. Older installers are those of a
lower version, to upgrade from. Exit code 1 when anything was not as it should be. Run on no Windows yet: what it
asks was asked under Wine, by installers/checks/windows.py, of a sample program.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Setup,
    [Parameter(Mandatory)] [string] $Msi,
    [Parameter(Mandatory)] [string] $OlderSetup,
    [Parameter(Mandatory)] [string] $OlderMsi,
    [Parameter(Mandatory)] [string] $Version,
    [Parameter(Mandatory)] [string] $OlderVersion,
    [switch] $Unsigned
)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$Home64 = Join-Path $env:ProgramFiles 'Aparte'
$ProductKey = 'HKLM:\Software\Aparte'
$Server = 'https://aparte.ville.example'

function Assert-That([bool] $Seen, [string] $Otherwise) {
    if (-not $Seen) { throw $Otherwise }
}

function Invoke-Ended([string] $Program, [string] $Arguments) {
    $process = Start-Process -FilePath $Program -ArgumentList $Arguments -Wait -PassThru
    return $process.ExitCode
}

function Invoke-Msi([string] $Arguments) {
    return Invoke-Ended (Join-Path $env:SystemRoot 'System32\msiexec.exe') "$Arguments /qn /norestart"
}

function Assert-Code([string] $What, [int] $Seen, [int] $Wanted) {
    Assert-That ($Seen -eq $Wanted) "${What}: exit code $Seen instead of $Wanted"
}

function Assert-Installed([string] $Wanted, [string] $Kind) {
    $found = Get-ItemProperty -Path $ProductKey
    Assert-That ($found.Version -eq $Wanted) "the registry says $($found.Version) instead of $Wanted"
    Assert-That ($found.Installer -eq $Kind) "the registry says $($found.Installer) instead of $Kind"
    $program = Join-Path $Home64 'aparte-cli.exe'
    Assert-That (Test-Path $program) "$program is missing"
    & $program --version | Out-Null
    Assert-Code 'aparte-cli --version' $LASTEXITCODE 0
    & $program --smoke
    Assert-Code 'aparte-cli --smoke' $LASTEXITCODE 0
}

function Assert-Protected {
    # Whoever may write here decides the policy of everyone.
    $folder = Join-Path $env:ProgramData 'aparte'
    $writers = (Get-Acl $folder).Access | Where-Object {
        $_.AccessControlType -eq 'Allow' -and ($_.FileSystemRights -band [System.Security.AccessControl.FileSystemRights]::WriteData)
    } | ForEach-Object { $_.IdentityReference.Translate([System.Security.Principal.SecurityIdentifier]).Value }
    $others = $writers | Where-Object { $_ -notin 'S-1-5-18', 'S-1-5-32-544' }
    Assert-That (-not $others) "$folder can be written by $others"
}

function Assert-Removed {
    Assert-That (-not (Test-Path (Join-Path $Home64 'aparte.exe'))) 'aparte.exe is still there'
    Assert-That (-not (Test-Path $ProductKey)) "$ProductKey is still there"
    # Windows PowerShell reads this file in its own code page: the accent is written by its number.
    $menu = Join-Path $env:ProgramData "Microsoft\Windows\Start Menu\Programs\Apart$([char]0xE9).lnk"
    Assert-That (-not (Test-Path $menu)) 'the start menu still has it'
    Assert-That (Test-Path $Kept) "the user's data are gone"
}

function Assert-Signed([string] $Path) {
    $signature = Get-AuthenticodeSignature -FilePath $Path
    Assert-That ($signature.Status -eq 'Valid') "${Path}: $($signature.Status) $($signature.StatusMessage)"
    Assert-That ($null -ne $signature.TimeStamperCertificate) "${Path}: no timestamp"
}

function Assert-Tampered([string] $Path) {
    $copy = Join-Path $env:TEMP ('tampered' + [IO.Path]::GetExtension($Path))
    $bytes = [IO.File]::ReadAllBytes($Path)
    $place = [int]($bytes.Length / 2)
    $bytes[$place] = $bytes[$place] -bxor 1
    [IO.File]::WriteAllBytes($copy, $bytes)
    $status = (Get-AuthenticodeSignature -FilePath $copy).Status
    Remove-Item $copy
    Assert-That ($status -ne 'Valid') "${Path}: a changed byte was accepted"
}

function Wait-Removed {
    # The uninstaller goes on from a copy of itself, which removes the first one.
    for ($turn = 0; $turn -lt 120 -and (Test-Path $ProductKey); $turn++) { Start-Sleep -Milliseconds 500 }
}

$script:Failed = $false

function Get-Mark([scriptblock] $Question) {
    try {
        & $Question | Out-Host
        return 'ok'
    }
    catch {
        Write-Host "FAILED: $($_.Exception.Message)"
        $script:Failed = $true
        return 'FAILED'
    }
}

function Get-SignatureMark([string] $Path) {
    if ($Unsigned) { return '-' }
    return Get-Mark {
        Assert-Signed $Path
        Get-ChildItem $Home64 -Recurse -Include '*.exe', '*.dll', '*.pyd' | ForEach-Object { Assert-Signed $_.FullName }
    }
}

function Get-TamperedMark([string] $Path) {
    if ($Unsigned) { return '-' }
    return Get-Mark { Assert-Tampered $Path }
}

$Kept = Join-Path $env:LOCALAPPDATA 'aparte\kept-by-the-user.txt'
New-Item -ItemType Directory -Force -Path (Split-Path $Kept) | Out-Null
Set-Content -Path $Kept -Value 'x'
Assert-That (-not (Test-Path $ProductKey)) 'It is installed on this machine already: not a machine for checks.'

$rows = @()
$installed = Get-Mark {
    Assert-Code 'install' (Invoke-Ended $OlderSetup "/S /SERVER=$Server") 0
    Assert-Installed $OlderVersion 'nsis'
    Assert-Protected
}
$upgraded = Get-Mark {
    Assert-Code 'upgrade' (Invoke-Ended $Setup '/S') 0
    Assert-Installed $Version 'nsis'
    Assert-Code 'downgrade' (Invoke-Ended $OlderSetup '/S') 1638
    Assert-Code 'MSI over the installer' (Invoke-Msi "/i `"$Msi`"") 1603
    Assert-Installed $Version 'nsis'
}
$signed = Get-SignatureMark $Setup
$removed = Get-Mark {
    Assert-Code 'uninstall' (Invoke-Ended (Join-Path $Home64 'uninstall.exe') '/S') 0
    Wait-Removed
    Assert-Removed
}
$rows += [pscustomobject]@{
    artefact = Split-Path $Setup -Leaf; size = (Get-Item $Setup).Length; signature = $signed; installed = $installed
    upgraded = $upgraded; removed = $removed; 'tampered-refused' = (Get-TamperedMark $Setup)
}

$installed = Get-Mark {
    Assert-Code 'install' (Invoke-Msi "/i `"$OlderMsi`" SERVER=$Server") 0
    Assert-Installed $OlderVersion 'msi'
    Assert-Protected
}
$upgraded = Get-Mark {
    Assert-Code 'upgrade' (Invoke-Msi "/i `"$Msi`"") 0
    Assert-Installed $Version 'msi'
    Assert-Code 'downgrade' (Invoke-Msi "/i `"$OlderMsi`"") 1603
    Assert-Code 'installer over the MSI' (Invoke-Ended $Setup '/S') 1638
    Assert-Installed $Version 'msi'
}
$signed = Get-SignatureMark $Msi
$removed = Get-Mark {
    Assert-Code 'uninstall' (Invoke-Msi "/x `"$Msi`"") 0
    Assert-Removed
}
$rows += [pscustomobject]@{
    artefact = Split-Path $Msi -Leaf; size = (Get-Item $Msi).Length; signature = $signed; installed = $installed
    upgraded = $upgraded; removed = $removed; 'tampered-refused' = (Get-TamperedMark $Msi)
}

$rows | Format-Table -AutoSize | Out-String -Width 200 | Write-Host
Remove-Item $Kept
exit [int] $script:Failed
