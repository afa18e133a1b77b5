"""Commitments that add up: to areas, to a head's line, to a ballot's answers."""

from hashlib import sha256

from huasheng_vote.rules.commitments import H, P, commit_area, commit_choices, commit_line, product, root_of, weighings
from huasheng_vote.rules.proofs import Inclusion


def pi(bits):
    """⌊2^bits π⌋ by Machin's formula, with 64 bits to spare."""
    one = 1 << bits + 64

    def arctan(inverse):
        term = total = one // inverse
        for odd in range(3, 2 * bits, 2):
            term = -term // (inverse * inverse)
            total += term // odd
        return total

    return 4 * (4 * arctan(5) - arctan(239)) >> 64


def test_the_group_is_number_14_of_rfc_3526():
    """p = 2^2048 - 2^1984 - 1 + 2^64 · (⌊2^1918 π⌋ + 124476); and p and (p-1)/2 are prime as far as Fermat sees."""
    assert 2**2048 - 2**1984 - 1 + 2**64 * (pi(1918) + 124476) == P
    assert all(pow(base, P - 1, P) == pow(base, P // 2 - 1, P // 2) == 1 for base in (2, 3, 5))
    assert pow(H, P // 2, P) == 1


def test_commitments_multiply_to_the_commitment_of_the_sums():
    areas, blinds = [805_000, 1_355_000, 602_500], [2**255 + 7, 12345, 2**256 - 1]
    made = [commit_area(area, blind) for area, blind in zip(areas, blinds, strict=True)]
    assert product(made) == commit_area(sum(areas), sum(blinds))
    assert product(made) != commit_area(sum(areas) + 1, sum(blinds))


def test_the_quick_powers_are_the_powers():
    assert commit_area(12_345_678, 2**256 - 5) == pow(4, 12_345_678, P) * pow(H, 2**256 - 5, P) % P


def test_the_same_area_under_another_blind_is_another_commitment():
    assert commit_area(805_000, 1) != commit_area(805_000, 2)


def test_a_line_is_fixed_in_every_part():
    whole = (7, '[["1","","101","residential",805000,1]]', 805_000, "ab" * 8, b"\1" * 32)
    others = (8, "[]", 805_001, "cd" * 8, b"\2" * 32)
    made = {commit_line(*whole)} | {commit_line(*whole[:place], other, *whole[place + 1 :]) for place, other in enumerate(others)}
    assert len(made) == 6


def test_answers_are_fixed_and_their_salt_hides_them():
    assert (
        len({commit_choices(salt, choices) for salt in (b"\1" * 32, b"\2" * 32) for choices in (b'{"1":"agree"}', b'{"1":"oppose"}')}) == 4
    )


def test_equal_weighings_are_kept_once_under_the_first_name():
    whole, narrow = {1: 10, 2: 20}, {2: 20}
    made = weighings(whole, {1: (whole, {1: 10, 2: 25}), 2: (narrow, narrow), 3: (whole, {1: 10, 2: 25})})
    assert made.of == {1: ("roll", "motion-1-other"), 2: ("motion-2", "motion-2"), 3: ("roll", "motion-1-other")}
    assert set(made.areas) == {"roll", "motion-1-other", "motion-2"}


def test_the_root_is_that_of_a_merkle_tree():
    """Three leaves by hand, and an inclusion proof in a tree of seven."""
    leaf = [sha256(b"\0" + bytes([number])).digest() for number in range(7)]
    node = lambda left, right: sha256(b"\1" + left + right).digest()  # noqa: E731
    assert root_of([bytes([number]) for number in range(3)]) == node(node(leaf[0], leaf[1]), leaf[2])
    root = root_of([bytes([number]) for number in range(7)])
    proof = [leaf[4], leaf[6], node(node(leaf[0], leaf[1]), node(leaf[2], leaf[3]))]
    assert Inclusion(5, 7, root, leaf[5], proof).holds()
    assert root_of([]) == sha256().digest()
