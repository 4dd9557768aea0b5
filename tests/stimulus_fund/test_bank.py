"""IBAN, postcode and KvK number as people type them."""

import pytest

from stimulus_fund.bank import read_iban, read_kvk, read_postcode, shown_iban


@pytest.mark.parametrize(
    ("read", "typed", "kept"),
    [
        (read_iban, "NL91 ABNA 0417 1643 00", "NL91ABNA0417164300"),
        (read_iban, "nl91abna0417164300", "NL91ABNA0417164300"),
        (read_iban, "BE71 0961 2345 6769", "BE71096123456769"),
        (read_postcode, "8011ab", "8011 AB"),
        (read_postcode, " 8011 AB ", "8011 AB"),
        (read_kvk, "0123 4567", "01234567"),
    ],
)
def test_what_is_right_is_kept_as_the_standard_writes_it(read, typed, kept):
    assert read(typed) == kept


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (read_iban, "NL91 ABNA 0417 1643 01"),
        (read_iban, "NL91 ABNA 0417 1643"),
        (read_iban, "417164300"),
        (read_postcode, "0011 AB"),
        (read_postcode, "8011"),
        (read_kvk, "1234567"),
        (read_kvk, "１２３４５６７８"),
    ],
)
def test_what_is_wrong_is_refused(read, typed):
    with pytest.raises(ValueError, match=r".+"):
        read(typed)


def test_an_iban_is_shown_in_groups():
    assert (shown_iban("NL91ABNA0417164300"), shown_iban("")) == ("NL91 ABNA 0417 1643 00", "")
