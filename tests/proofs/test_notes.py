"""Signed notes and checkpoints, strictly."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import Trouble
from firsthand.proofs.notes import Signer, checkpoint_of, checkpoint_signed, checkpoint_text, signed, signer_of, text_of, verifier_of

# The example of the Go package golang.org/x/mod/sumdb/note, which defined the format.
SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
NOTE = (TEXT + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n").encode()

SIGNER = Signer("firsthand/gexample", bytes(range(32)))
OTHER = Signer("firsthand/gother", bytes(range(1, 33)))


def test_the_example_of_the_format_is_written_and_read_as_there():
    signer = signer_of(SECRET)
    assert signer.vkey == VKEY and signer.secret == SECRET
    assert signed(TEXT, signer) == NOTE
    assert text_of(NOTE, verifier_of(VKEY)) == TEXT


def test_a_checkpoint_comes_back_as_it_was_signed():
    checkpoint = checkpoint_signed(12, bytes(32), SIGNER)
    assert checkpoint == checkpoint_of(checkpoint.note, verifier_of(SIGNER.vkey))
    assert checkpoint.note.startswith(b"firsthand/gexample\n12\nAAAA")


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 10_000), st.integers(0, 7))
def test_no_flipped_bit_leaves_a_checkpoint_that_says_something_else(place, bit):
    checkpoint = checkpoint_signed(12, bytes(range(32)), SIGNER)
    note = bytearray(checkpoint.note)
    note[place % len(note)] ^= 1 << bit
    with pytest.raises(Trouble) as caught:
        checkpoint_of(bytes(note), verifier_of(SIGNER.vkey))
    assert caught.value.code == "bad-note"


def test_signatures_of_others_are_passed_over_but_ones_own_must_be_right():
    checkpoint = checkpoint_signed(3, bytes(32), SIGNER)
    witness = signed(checkpoint_text(SIGNER.name, 3, bytes(32)), OTHER).split(b"\n\n")[1]
    assert checkpoint_of(checkpoint.note + witness, verifier_of(SIGNER.vkey)).size == 3
    with pytest.raises(Trouble, match="not signed it"):
        text_of(checkpoint.note, verifier_of(OTHER.vkey))
    with pytest.raises(Trouble, match="twice"):
        text_of(checkpoint.note + checkpoint.note.split(b"\n\n")[1], verifier_of(SIGNER.vkey))


def test_a_checkpoint_of_another_log_signed_by_this_key_is_refused():
    note = signed(checkpoint_text("firsthand/gother", 3, bytes(32)), SIGNER)
    with pytest.raises(Trouble, match="another log"):
        checkpoint_of(note, verifier_of(SIGNER.vkey))


@pytest.mark.parametrize(
    "text",
    [
        "firsthand/gexample\n03\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "firsthand/gexample\n-3\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "firsthand/gexample\n99999999999999999999\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "firsthand/gexample\n3\nAAAA\n",
        "firsthand/gexample\n3\n" + base64.b64encode(bytes(32)).decode()[:-2] + "B=\n",
        "firsthand/gexample\n3\n",
        "firsthand/gexample\n3\n" + base64.b64encode(bytes(32)).decode() + "\n\n",
    ],
)
def test_a_checkpoint_that_is_signed_but_malformed_is_refused(text):
    with pytest.raises(Trouble):
        checkpoint_of(signed(text, SIGNER), verifier_of(SIGNER.vkey))


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        "name+00000000",
        "na me+c74f20a3+ARpc",
        VKEY.replace("c74f20a3", "c74f20a4"),
        VKEY[:-1],
        VKEY.replace("+AR", "+BR"),
        VKEY.upper(),
    ],
)
def test_a_key_that_is_not_spelled_right_is_refused(vkey):
    with pytest.raises(Trouble) as caught:
        verifier_of(vkey)
    assert caught.value.code == "bad-note"


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\n\n",
        b"text\n",
        b"text\n\n",
        b"text\n\n\xe2\x80\x94 name AAAA\n",
        b"t\x00\n\n" + NOTE,
        b"\xff" + NOTE,
        NOTE[:-1],
        NOTE + b"x",
    ],
)
def test_a_note_that_is_not_a_note_is_refused(note):
    with pytest.raises(Trouble) as caught:
        text_of(note, verifier_of(VKEY))
    assert caught.value.code == "bad-note"


def test_the_private_key_is_not_shown_by_accident():
    assert "seed" not in repr(SIGNER)
