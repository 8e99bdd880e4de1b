"""Sound features as the exported model's conf/mfcc.conf describes them, and noise to train against."""

import numpy as np
import numpy.typing as npt
import soxr

SAMPLE_RATE = 16_000
COEFFICIENTS = 40
FRAME_SHIFT = 0.01
FRAME_LENGTH = 0.025
LOW_FREQUENCY = 20
HIGH_FREQUENCY = 7600
FULL_SCALE = 32_767

Samples = npt.NDArray[np.floating]


def mfcc(samples: Samples) -> npt.NDArray[np.float32]:
    """Return the (frames, 40) coefficients of 16 kHz samples in int16 scale."""
    import kaldi_native_fbank  # of the optional group voice-model; only training needs it

    options = kaldi_native_fbank.MfccOptions()
    options.frame_opts.dither = 0
    options.frame_opts.samp_freq = SAMPLE_RATE
    options.mel_opts.num_bins = COEFFICIENTS
    options.mel_opts.low_freq = LOW_FREQUENCY
    options.mel_opts.high_freq = HIGH_FREQUENCY
    options.num_ceps = COEFFICIENTS
    options.use_energy = False
    extractor = kaldi_native_fbank.OnlineMfcc(options)
    extractor.accept_waveform(SAMPLE_RATE, samples.astype(np.float32).tolist())
    extractor.input_finished()
    frames = [extractor.get_frame(index) for index in range(extractor.num_frames_ready)]
    return np.stack(frames) if frames else np.zeros((0, COEFFICIENTS), np.float32)


def resample(samples: Samples, rate: float) -> Samples:
    """Return samples of a rate in Hz as 16 kHz samples."""
    return soxr.resample(samples.astype(np.float32), rate, SAMPLE_RATE)


def pink_noise(count: int, random: np.random.Generator) -> Samples:
    """Return noise whose power falls with frequency, like rooms and streets, of unit power."""
    spectrum = np.fft.rfft(random.standard_normal(count))
    spectrum /= np.sqrt(np.maximum(1, np.arange(len(spectrum))))
    return unit_power(np.fft.irfft(spectrum, count))


def unit_power(samples: Samples) -> Samples:
    """Return samples scaled to a mean square of 1."""
    return samples / (np.sqrt(np.mean(samples**2)) + 1e-9)


def add_noise(samples: Samples, noise: Samples, snr_db: float) -> Samples:
    """Return samples with noise of unit power at a signal-to-noise ratio in dB."""
    return samples + noise * (np.sqrt(np.mean(samples**2)) + 1) * 10 ** (-snr_db / 20)


def distort(samples: Samples, random: np.random.Generator) -> Samples:
    """Return speech as another room, microphone and loudness would have it."""
    if random.random() < 0.4:
        samples = _reverberate(samples, random)
    if random.random() < 0.3:
        samples = _limit_band(samples, random)
    if random.random() < 0.5:
        samples = _equalise(samples, random)
    if random.random() < 0.85:
        count = len(samples)
        noise = pink_noise(count, random) if random.random() < 0.7 else random.standard_normal(count)
        samples = add_noise(samples, noise, random.uniform(3, 45))
    else:
        samples = samples + random.standard_normal(len(samples)) * 2
    peak = FULL_SCALE * 10 ** (random.uniform(-22, 2) / 20)  # up to 2 dB of clipping
    return np.clip(samples * peak / (np.abs(samples).max() + 1), -FULL_SCALE, FULL_SCALE)


def _reverberate(samples: Samples, random: np.random.Generator) -> Samples:
    length = int(random.uniform(0.1, 0.6) * SAMPLE_RATE)
    decay = np.exp(-6.9 * np.arange(length) / length)
    room = random.standard_normal(length) * decay * random.uniform(0.02, 0.15)
    room[0] = 1
    size = 1 << (len(samples) + length).bit_length()
    return np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(room, size), size)[: len(samples)]


def _limit_band(samples: Samples, random: np.random.Generator) -> Samples:
    spectrum = np.fft.rfft(samples)
    frequency = np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE)
    outside = (frequency < random.uniform(50, 350)) | (frequency > random.uniform(3200, 7000))
    spectrum[outside] *= 0.03
    return np.fft.irfft(spectrum, len(samples))


def _equalise(samples: Samples, random: np.random.Generator) -> Samples:
    spectrum = np.fft.rfft(samples)
    curve = np.cumsum(random.standard_normal(8)) * 2
    gain_db = np.interp(np.linspace(0, 7, len(spectrum)), np.arange(8), curve - curve.mean())
    return np.fft.irfft(spectrum * 10 ** (gain_db / 20), len(samples))
