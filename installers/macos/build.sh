#!/bin/sh
# Builds, signs, notarises and staples Aparté for macOS: dist/macos/aparte-VERSION.dmg and .pkg.
#
# UNTESTED: written without a Mac. Each command is the documented one; none of them was run.
#
# Needs: Xcode's command line tools, Python 3.11 or newer (PYTHON=), and in the environment
#   APARTE_MAC_APPLICATION   "Developer ID Application: …", in the keychain: signs the program
#   APARTE_MAC_INSTALLER     "Developer ID Installer: …", in the keychain: signs the .pkg
#   APARTE_MAC_NOTARY        the profile that `xcrun notarytool store-credentials` saved in the keychain
# No password is ever on a command line: all three name what the keychain holds. Without APARTE_MAC_APPLICATION
# nothing is signed, and the result runs on this Mac only.
set -eu
cd "$(dirname "$0")/../.."

[ "$(uname -s)" = Darwin ] || {
	echo "This runs on macOS only." >&2
	exit 1
}

venv=.venv
out=dist/macos
app="dist/Aparté.app"
entitlements=installers/macos/entitlements.plist
identity=${APARTE_MAC_APPLICATION:-}

sh tools/setup.sh "$venv"
"$venv/bin/python" -m tools.llama.engine
version=$("$venv/bin/python" -c 'import aparte; print(aparte.__version__)')

# The icon in the sizes that macOS asks for, from the same pictures as elsewhere.
icons=build/aparte.iconset
rm -rf "$icons" && mkdir -p "$icons" "$out"
for size in 16 32 128 256; do
	cp "installers/icons/aparte-$size.png" "$icons/icon_${size}x$size.png"
done
cp installers/icons/aparte-32.png "$icons/icon_16x16@2x.png"
cp installers/icons/aparte-256.png "$icons/icon_128x128@2x.png"
iconutil --convert icns --output build/aparte.icns "$icons"

sh tools/package.sh "$venv"
# Every licence text goes with the program, those of the LGPL among them.
PYTHONPATH=.:desktop "$venv/bin/python" -m installers.supply.copyright "$app/Contents/Resources/licences"
plutil -replace CFBundleShortVersionString -string "$version" "$app/Contents/Info.plist"
plutil -replace CFBundleVersion -string "$version" "$app/Contents/Info.plist"

# The window, one answer, one contact in a temporary base; anything unexpected fails.
"$app/Contents/MacOS/aparte" --smoke

if [ -n "$identity" ]; then
	# From the inside out: a signature covers those of what it holds, so the bundle comes last.
	find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -perm -u+x \) -print0 |
		xargs -0 codesign --force --timestamp --options runtime --entitlements "$entitlements" --sign "$identity"
	codesign --force --timestamp --options runtime --entitlements "$entitlements" --sign "$identity" "$app"
	codesign --verify --deep --strict --verbose=2 "$app"
	# Signing changes what is loaded: it must still start.
	"$app/Contents/MacOS/aparte" --smoke
fi

# Waits for Apple's answer, and keeps it with the file: the first start then needs no network.
notarise() {
	[ -n "${APARTE_MAC_NOTARY:-}" ] || return 0
	xcrun notarytool submit "$1" --keychain-profile "$APARTE_MAC_NOTARY" --wait
	xcrun stapler staple "${2:-$1}"
	xcrun stapler validate "${2:-$1}"
}

if [ -n "$identity" ]; then
	# What is notarised by itself starts when it was copied out of its disk image, too.
	ditto -c -k --keepParent "$app" build/aparte-notarise.zip
	notarise build/aparte-notarise.zip "$app"
fi

# A disk image to drag from, and a package for fleets (MDM: `installer -pkg … -target /`).
dmg="$out/aparte-$version.dmg"
rm -rf build/dmg "$dmg" && mkdir -p build/dmg
ditto "$app" "build/dmg/Aparté.app"
ln -s /Applications build/dmg/Applications
hdiutil create -volname "Aparté" -srcfolder build/dmg -format UDZO -ov "$dmg"
if [ -n "$identity" ]; then
	codesign --timestamp --sign "$identity" "$dmg"
	notarise "$dmg"
	spctl --assess --type open --context context:primary-signature --verbose "$dmg"
fi

pkg="$out/aparte-$version.pkg"
rm -f "$pkg"
set -- --component "$app" /Applications
[ -z "${APARTE_MAC_INSTALLER:-}" ] || set -- "$@" --timestamp --sign "$APARTE_MAC_INSTALLER"
productbuild "$@" "$pkg"
if [ -n "${APARTE_MAC_INSTALLER:-}" ]; then
	notarise "$pkg"
	pkgutil --check-signature "$pkg"
fi
ls -l "$dmg" "$pkg"
