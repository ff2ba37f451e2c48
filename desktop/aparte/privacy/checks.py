"""Check digits and shapes of the numbers that identify a person or an account."""

import re

# Length of an IBAN by country (ISO 13616 registry).
IBAN_LENGTHS = {
    country: int(length)
    for country, length in (
        pair.split(":")
        for pair in (
            "AD:24 AE:23 AL:28 AT:20 AZ:28 BA:20 BE:16 BG:22 BH:22 BI:27 BR:29 BY:28 CH:21 CR:22 CY:28 CZ:24 DE:22 "
            "DJ:27 DK:18 DO:28 EE:20 EG:29 ES:24 FI:18 FK:18 FO:18 FR:27 GB:22 GE:22 GI:23 GL:18 GR:27 GT:28 HR:21 "
            "HU:28 IE:22 IL:23 IQ:23 IS:26 IT:27 JO:30 KW:30 KZ:20 LB:28 LC:32 LI:21 LT:20 LU:20 LV:21 LY:25 MA:28 "
            "MC:27 MD:24 ME:22 MK:19 MN:20 MR:27 MT:31 MU:30 NI:28 NL:18 NO:15 OM:23 PK:24 PL:28 PS:29 PT:25 QA:29 "
            "RO:24 RS:22 RU:33 SA:24 SC:31 SD:18 SE:24 SI:19 SK:24 SM:27 SN:28 SO:23 ST:25 SV:28 TL:23 TN:24 TR:26 "
            "UA:29 VA:22 VG:24 XK:20 YE:30 DZ:26 BF:28 BJ:28 CI:28 CM:27 ML:28 MG:27 TG:28 NE:28 GA:27 CG:27 TD:27"
        ).split()
    )
}
# Sex, year, month (20 and over: month unknown), department, town, order.
_NIR = re.compile(r"[1-478]\d\d(0[1-9]|1[0-2]|20|3\d|4[0-2]|[5-9]\d)(0[1-9]|[1-9]\d|2[AB])\d{6}(\d\d)?")
_USUAL_NIR = re.compile(r"[12]\d\d(0[1-9]|1[0-2])")
_CARD = re.compile(
    r"4\d{12}(\d{3})?(\d{3})?|5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(0[0-5]|[689]\d)\d{11}|35(2[89]|[3-8]\d)\d{12}|6(011|4[4-9]\d|5\d\d)\d{12}|(5[06-8]|6[237])\d{14,17}"
)
_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def luhn(digits: str) -> bool:
    """Whether the last digit of a card number agrees with the others."""
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_card(digits: str) -> bool:
    """Whether these digits are a payment card's: its network's prefix and length, its check digit."""
    return _CARD.fullmatch(digits) is not None and luhn(digits)


def is_iban(iban: str) -> bool:
    """Whether an IBAN in capitals without spaces has its country's length and the right check digits."""
    if IBAN_LENGTHS.get(iban[:2]) != len(iban):
        return False
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def is_rib(rib: str) -> bool:
    """Whether 23 signs are a French bank identity (bank, branch, account, key)."""
    digits = rib.translate(_RIB_LETTERS)
    return len(digits) == 23 and digits.isdecimal() and int(digits) % 97 == 0 and int(digits) > 0


def has_nir_shape(nir: str) -> bool:
    """Whether 13 or 15 signs could be a social security number, whatever its key."""
    return _NIR.fullmatch(nir) is not None


def has_usual_nir_shape(nir: str) -> bool:
    """The same, of a person registered in the common way: sex 1 or 2 and a known month."""
    return has_nir_shape(nir) and _USUAL_NIR.match(nir) is not None


def has_nir_key(nir: str) -> bool:
    """Whether 15 signs end with the right key (97 less the rest, Corsica's letters counted apart)."""
    if len(nir) != 15 or not has_nir_shape(nir):
        return False
    number = int(nir[:13].replace("A", "0").replace("B", "0"))
    number -= 1_000_000 if "A" in nir else 2_000_000 if "B" in nir else 0
    return int(nir[13:]) == 97 - number % 97
