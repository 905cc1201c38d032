/** One short tone for yes, a lower double tone for no, a rising one for "look at the screen". Always beside the picture. */
const TUNES = {
  ok: [{ hertz: 880, at: 0, seconds: 0.09 }],
  bad: [
    { hertz: 220, at: 0, seconds: 0.14 },
    { hertz: 196, at: 0.19, seconds: 0.2 },
  ],
  warn: [
    { hertz: 520, at: 0, seconds: 0.1 },
    { hertz: 700, at: 0.11, seconds: 0.14 },
  ],
} as const;
const LOUDNESS = 0.16;

/** Makes the desk's sounds. Browsers allow sound only after a key was pressed, which a scan is. */
export function createSounds(): { play(tone: keyof typeof TUNES): void; close(): void } {
  let audio: AudioContext | undefined;
  return {
    play(tone) {
      audio ??= new AudioContext();
      if (audio.state === 'suspended') void audio.resume();
      const start = audio.currentTime;
      for (const { hertz, at, seconds } of TUNES[tone]) {
        const oscillator = audio.createOscillator();
        const gain = audio.createGain();
        oscillator.frequency.value = hertz;
        // a soft beginning and end: no clicks
        gain.gain.setValueAtTime(0, start + at);
        gain.gain.linearRampToValueAtTime(LOUDNESS, start + at + 0.01);
        gain.gain.linearRampToValueAtTime(0, start + at + seconds);
        oscillator.connect(gain).connect(audio.destination);
        oscillator.start(start + at);
        oscillator.stop(start + at + seconds);
      }
    },
    close() {
      void audio?.close();
    },
  };
}
