<#
.SYNOPSIS
Freezes Aparté on a Windows builder, proves that it starts, builds and signs both installers, and tests them.

.DESCRIPTION
Needs 64-bit Python 3.11 or newer, Visual Studio's C++ build tools (for the engine of drafts), NSIS 3.08 or newer,
WiX 3.14 (candle and light on the path), and to sign, osslsigncode on the path with the APARTE_SIGN_ variables of
installers/RELEASING.md. Run as an administrator with -Test. Run on no Windows yet.

.EXAMPLE
.\installers\windows\build.ps1 -Sign -Test

.EXAMPLE
.\installers\windows\build.ps1 -FreezeOnly     # the program alone, for installers built and signed on Linux
#>
[CmdletBinding()]
param(
    [string] $Python = 'python',
    [switch] $FreezeOnly,
    [switch] $Sign,
    [switch] $Test
)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$Root = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).Path
Set-Location $Root
$env:PYTHONPATH = "$Root;$Root\desktop;$Root\server"
$env:PYTHONUTF8 = '1'
# One library of arithmetic for each generation of processors: what is built here runs elsewhere.
$env:APARTE_ENGINE_VARIANTS = '1'
$Out = Join-Path $Root 'dist\windows'
$Older = Join-Path $Root 'build\older'
# Lower than any release: what the upgrade is tried from.
$OlderVersion = '0.0.1'

function Invoke-Checked([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program $Arguments ended with $LASTEXITCODE" }
}

function Assert-Tool([string] $Name, [string] $Why) {
    if (-not (Get-Command $Name -ErrorAction SilentlyContinue)) { throw "$Name is not on the path: $Why" }
}

if (-not $FreezeOnly) {
    Assert-Tool 'makensis' 'install NSIS 3.08 or newer'
    Assert-Tool 'candle' 'install WiX 3.14'
    if ($Sign) { Assert-Tool 'osslsigncode' 'it signs (MSYS2: pacman -S mingw-w64-x86_64-osslsigncode)' }
}

# The environment is the lock file's, and nothing else.
$venv = Join-Path $Root '.venv-windows'
$own = Join-Path $venv 'Scripts\python.exe'
if (-not (Test-Path $own)) { Invoke-Checked $Python @('-m', 'venv', $venv) }
Invoke-Checked $own @('-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', 'requirements.lock')
Invoke-Checked $own @('-m', 'pip', 'install', '--quiet', '--no-deps', '--no-build-isolation', '-e', '.')
Invoke-Checked $own @('-m', 'tools.llama.engine')
# The index of the delivered base goes with the program, as in tools/package.sh.
$delivered = Join-Path $Root 'build\delivered'
if (Test-Path $delivered) { Remove-Item -Recurse -Force $delivered }
Invoke-Checked $own @('-m', 'aparte', '--basedir', (Join-Path $delivered 'base'), 'kb', 'build')
New-Item -ItemType Directory -Path (Join-Path $delivered 'kb_index') | Out-Null
Move-Item (Join-Path $delivered 'base\index\gen-*') (Join-Path $delivered 'kb_index\gen-delivered')
[IO.File]::WriteAllText((Join-Path $delivered 'kb_index\CURRENT'), 'gen-delivered')
Invoke-Checked $own @('-c', 'from pathlib import Path; from installers.windows.icon import write_icon; write_icon(Path("build/aparte.ico"))')
$env:PYTHONHASHSEED = '0'
Invoke-Checked $own @('-m', 'PyInstaller', '--noconfirm', '--clean', '--log-level', 'WARN', 'build.spec')

$payload = Join-Path $Root 'dist\aparte'
# Every licence text goes with the program, those of the LGPL among them.
Invoke-Checked $own @('-m', 'installers.supply.copyright', (Join-Path $payload 'licences'))
# The window, one answer, one contact in a temporary base; anything unexpected fails.
Invoke-Checked (Join-Path $payload 'aparte-cli.exe') @('--smoke')
if ($FreezeOnly) {
    Write-Host "Frozen in $payload"
    exit 0
}

$version = & $own -c 'import aparte; print(aparte.__version__)'
$signing = @()
if ($Sign) { $signing = @('--sign') }
$builder = @('-m', 'installers.windows.build_installers', $payload)
Invoke-Checked $own ($builder + @('--out', $Out) + $signing)

if ($Test) {
    Invoke-Checked $own ($builder + @('--out', $Older, '--version', $OlderVersion) + $signing)
    $asked = @{
        Setup        = Join-Path $Out "aparte-$version-setup.exe"
        Msi          = Join-Path $Out "aparte-$version.msi"
        OlderSetup   = Join-Path $Older "aparte-$OlderVersion-setup.exe"
        OlderMsi     = Join-Path $Older "aparte-$OlderVersion.msi"
        Version      = $version
        OlderVersion = $OlderVersion
        Unsigned     = -not $Sign
    }
    & (Join-Path $PSScriptRoot 'test.ps1') @asked
    exit $LASTEXITCODE
}
