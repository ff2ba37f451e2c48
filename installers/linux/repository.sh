#!/bin/sh
# A signed apt repository in the folder $2, of the packages in $1.
#
# APARTE_APT_KEY names the key in gpg's keyring (GNUPGHOME); without it a key for tries is made, which nobody trusts,
# and the repository says so in its label. APARTE_APT_DAYS (30) is how long the lists are valid: a machine then refuses
# them, so that nobody can keep it on an old version in silence; sign again before, even without a new version.
set -eu

packages=$(realpath "$1") target=$(realpath -m "$2")
days=${APARTE_APT_DAYS:-30}
label=Aparté
scratch=$(mktemp -d)
trap 'gpgconf --homedir "$scratch" --kill all 2>/dev/null; rm -rf "$scratch"' EXIT

key=${APARTE_APT_KEY:-}
if [ -z "$key" ]; then
	echo "  (signed with a key made for this try: set APARTE_APT_KEY to publish)"
	export GNUPGHOME=$scratch
	chmod 700 "$scratch"
	key="Aparte tries only <tries@localhost>"
	gpg --batch --quiet --passphrase '' --quick-generate-key "$key" ed25519 sign 1d 2>/dev/null
	label="Aparté, essai"
fi

rm -rf "$target"
pool=pool/main/a/aparte
mkdir -p "$target/$pool" "$target/dists/stable/main/binary-amd64"
cp "$packages"/aparte_*_amd64.deb "$target/$pool/"
cd "$target"
apt-ftparchive packages pool >dists/stable/main/binary-amd64/Packages
gzip -9nk dists/stable/main/binary-amd64/Packages
now=${SIGNED_AT:-now}
apt-ftparchive -o APT::FTPArchive::Release::Origin=Aparte -o "APT::FTPArchive::Release::Label=$label" \
	-o APT::FTPArchive::Release::Suite=stable -o APT::FTPArchive::Release::Codename=stable \
	-o APT::FTPArchive::Release::Architectures=amd64 -o APT::FTPArchive::Release::Components=main \
	-o "APT::FTPArchive::Release::Date=$(LC_ALL=C date -u -d "$now" '+%a, %d %b %Y %H:%M:%S UTC')" \
	release dists/stable >"$scratch/Release"
# Its own option counts from now, whatever the date that it was told.
until=$(LC_ALL=C date -u -d "$now + $days days" '+%a, %d %b %Y %H:%M:%S UTC')
sed "s/^Date: .*/&\nValid-Until: $until/" "$scratch/Release" >dists/stable/Release
gpg --batch --quiet --yes --local-user "$key" --clearsign --output dists/stable/InRelease dists/stable/Release
gpg --batch --quiet --yes --local-user "$key" --armor --detach-sign --output dists/stable/Release.gpg dists/stable/Release
gpg --batch --quiet --export "$key" >aparte-archive-keyring.gpg
printf 'Types: deb\nURIs: %s\nSuites: stable\nComponents: main\nArchitectures: amd64\nSigned-By: %s\n' \
	"${APARTE_APT_URL:-file://$target}" /usr/share/keyrings/aparte-archive-keyring.gpg >aparte.sources
