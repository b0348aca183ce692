"""What a room and a microphone do to speech: noise, echo, colouring, gain; and the features a voice model hears."""

from __future__ import annotations

from collections.abc import Sequence

import kaldi_native_fbank as fbank
import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]

RATE = 16_000
"""Samples a second of all that a voice model hears."""
FEATURES = 40
HIGH, LOW = -400, 20
"""The mel bins lie between LOW and half of RATE plus HIGH, in hertz."""


def features(sound: NDArray[np.int16]) -> NDArray[np.float32]:
    """Kaldi's 40 MFCC of 25 ms every 10 ms, float32 [frames, 40], as `conf/mfcc.conf` has Vosk compute them."""
    options = fbank.MfccOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0.0
    options.mel_opts.num_bins, options.num_ceps, options.use_energy = FEATURES, FEATURES, False
    options.mel_opts.low_freq, options.mel_opts.high_freq = LOW, HIGH
    machine = fbank.OnlineMfcc(options)
    machine.accept_waveform(RATE, sound.astype(np.float32).tolist())
    machine.input_finished()
    frames = [machine.get_frame(number) for number in range(machine.num_frames_ready)]
    return np.array(frames, np.float32).reshape(-1, FEATURES)


def features16(sound: NDArray[np.int16]) -> NDArray[np.float16]:
    """The features of a sound, kept in half the space."""
    return features(sound).astype(np.float16)


def resample(sound: Sound, rate: float, to: int = RATE) -> Sound:
    """From `rate` to `to` samples a second, in the frequency domain; a wrong `rate` makes a voice larger or smaller."""
    count = int(len(sound) * to / rate)
    if count < 2:
        return np.zeros(count, np.float32)
    spectrum = np.fft.rfft(sound)
    kept = np.zeros(count // 2 + 1, np.complex128)
    both = min(len(spectrum), len(kept))
    kept[:both] = spectrum[:both]
    return (np.fft.irfft(kept, count) * (count / len(sound))).astype(np.float32)


def noise(kind: str, count: int, dice: np.random.Generator, babble: Sequence[Sound] = ()) -> Sound:
    """`count` samples of noise with a mean square of 1 (silence: 0).

    Kinds: silence, white, pink, brown, hum (of the mains), fan, knocks, chord, babble (of several of the sounds given).
    """
    if kind == "silence":
        return np.zeros(count, np.float32)
    time = np.arange(count) / RATE
    if kind == "hum":
        pitch = float(dice.choice([50, 60]))
        wave = sum(dice.random() / n * np.sin(2 * np.pi * (n * pitch * time + dice.random())) for n in range(1, 12))
    elif kind == "chord":
        tones = dice.uniform(90, 1500, 4)
        wave = sum(np.sin(2 * np.pi * (tone * n * time + dice.random())) / n for tone in tones for n in (1, 2, 3))
        wave = wave * (0.3 + np.abs(np.sin(np.pi * time * dice.uniform(0.3, 3))))
    elif kind == "knocks":
        wave = dice.normal(0, 0.01, count)
        for start in dice.integers(0, count, max(1, int(2 * count / RATE))):
            length = min(count - start, int(RATE * dice.uniform(0.02, 0.12)))
            wave[start : start + length] += dice.normal(0, 1, length) * np.exp(-np.arange(length) * 6 / length)
    elif kind == "babble":
        wave = np.zeros(count)
        for number in dice.integers(0, len(babble), int(dice.integers(4, 8))):
            voice = babble[number]
            wave += np.resize(np.roll(voice, int(dice.integers(len(voice)))), count) * dice.uniform(0.6, 1)
    else:
        falls = {"white": 0.0, "pink": 0.5, "brown": 1.0, "fan": 0.8}[kind]
        spectrum = np.fft.rfft(dice.normal(0, 1, count))
        pitches = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 20)
        wave = np.fft.irfft(spectrum / (pitches / 20) ** falls, count)
        if kind == "fan":
            wave = wave * (1 + 0.5 * np.sin(2 * np.pi * dice.uniform(2, 20) * time))
    wave = np.asarray(wave)
    return (wave / max(1e-9, float(np.sqrt(np.mean(np.square(wave)))))).astype(np.float32)


KINDS = ("white", "pink", "brown", "hum", "fan", "knocks", "chord", "babble")


def echo(sound: Sound, seconds: float, share: float, dice: np.random.Generator) -> Sound:
    """As in a room where sound takes `seconds` to fall by 60 dB; `share` of the energy is echo. Same length."""
    length = int(RATE * seconds)
    tail = dice.normal(0, 1, length) * 10 ** (-3 * np.arange(length) / length)
    tail[: int(RATE * 0.004)] = 0
    tail *= np.sqrt(share / (1 - share) / max(1e-9, float(np.sum(np.square(tail)))))
    tail[0] = 1
    size = len(sound) + length
    whole = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)
    return whole[: len(sound)].astype(np.float32)


def colour(sound: Sound, strength: float, dice: np.random.Generator) -> Sound:
    """Through a microphone that hears some pitches louder than others, by up to about `strength` decibels."""
    spectrum = np.fft.rfft(sound)
    pitches = np.fft.rfftfreq(len(sound), 1 / RATE)
    knots = np.geomspace(60, RATE / 2, 7)
    curve = np.interp(np.log(np.maximum(pitches, 60)), np.log(knots), dice.uniform(-strength, strength, 7))
    # Small microphones lose the lowest and the highest pitches.
    if dice.random() < 0.3:
        curve = curve - 12 * np.log2(np.maximum(dice.uniform(80, 300) / np.maximum(pitches, 10), 1))
    if dice.random() < 0.2:
        curve = curve - 18 * np.log2(np.maximum(pitches / dice.uniform(3400, 7000), 1))
    return np.fft.irfft(spectrum * 10 ** (curve / 20), len(sound)).astype(np.float32)


def recorded(sound: Sound, dice: np.random.Generator, babble: Sequence[Sound] = ()) -> NDArray[np.int16]:
    """Speech as a microphone in some room might record it: silence around it, echo, noise, colouring, any loudness."""
    before, after = (int(RATE * dice.uniform(0.1, 0.6)) for _ in range(2))
    level = float(np.sqrt(np.mean(np.square(sound)))) if len(sound) else 0.0
    wave = np.concatenate([np.zeros(before), sound / max(level, 1e-6), np.zeros(after)]).astype(np.float32)
    if dice.random() < 0.5:
        wave = echo(wave, float(dice.uniform(0.1, 0.7)), float(dice.uniform(0.05, 0.5)), dice)
    if dice.random() < 0.85:
        kind = str(dice.choice(KINDS if babble else KINDS[:-1]))
        quieter = dice.uniform(14 if kind in ("babble", "chord", "knocks") else 6, 45)
        wave = wave + noise(kind, len(wave), dice, babble) * np.float32(10 ** (-quieter / 20))
    if dice.random() < 0.7:
        wave = colour(wave, float(dice.uniform(1, 9)), dice)
    return at_level(wave, float(dice.uniform(-32, -1)))


def nothing(
    seconds: float, dice: np.random.Generator, babble: Sequence[Sound] = (), kind: str = ""
) -> NDArray[np.int16]:
    """A recording in which nobody speaks to the machine: silence, noises, or many voices at once; of any `kind`."""
    kind = kind or str(dice.choice(("silence", *(KINDS if babble else KINDS[:-1]))))
    wave = noise(kind, int(RATE * seconds), dice, babble)
    if kind != "silence" and dice.random() < 0.5:
        other = str(dice.choice(KINDS[:5]))
        wave = wave + noise(other, len(wave), dice) * np.float32(10 ** (-dice.uniform(0, 30) / 20))
    if dice.random() < 0.5:
        wave = colour(wave, 9.0, dice)
    return at_level(wave, float(dice.uniform(-60, -1)))


def at_level(wave: Sound, decibels: float) -> NDArray[np.int16]:
    """The sound with its peak at `decibels` below full scale, as 16-bit samples."""
    peak = float(np.abs(wave).max()) if len(wave) else 0.0
    scaled = wave * (10 ** (decibels / 20) / peak) if peak > 1e-9 else wave
    return np.clip(np.round(scaled * 32767), -32768, 32767).astype(np.int16)
