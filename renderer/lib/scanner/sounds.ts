/** What somebody hears who looks at the shelf and not at the screen. Made here: no file, no network. */

interface Tone {
  readonly hertz: number;
  readonly seconds: number;
  /** Silence before it. */
  readonly after: number;
  readonly shape: OscillatorType;
}

/** Told apart by pitch, by number and by shape. */
export const TONES = {
  ok: [{ hertz: 1_320, seconds: 0.09, after: 0, shape: 'sine' }],
  already: [
    { hertz: 880, seconds: 0.07, after: 0, shape: 'sine' },
    { hertz: 880, seconds: 0.07, after: 0.06, shape: 'sine' },
  ],
  bad: [{ hertz: 196, seconds: 0.32, after: 0, shape: 'square' }],
} as const satisfies Record<string, readonly Tone[]>;

const LOUDNESS = 0.2;
/** Tones that begin and end at once click. */
const EDGE_SECONDS = 0.008;

let audio: AudioContext | undefined;

/** Scanned, and it was the first time. */
export const playOk = (): void => play(TONES.ok);
/** Scanned before. */
export const playAlready = (): void => play(TONES.already);
/** Misread, or not a code of ours. */
export const playBad = (): void => play(TONES.bad);

/** A computer without a loudspeaker stays silent, and what was scanned counts all the same. */
function play(tones: readonly Tone[]): void {
  if (typeof AudioContext === 'undefined') return;
  audio ??= new AudioContext();
  if (audio.state === 'suspended') audio.resume().catch(() => undefined);
  let at = audio.currentTime;
  for (const tone of tones) {
    at += tone.after;
    sound(audio, tone, at);
    at += tone.seconds;
  }
}

function sound(audio: AudioContext, { hertz, seconds, shape }: Tone, at: number): void {
  const source = new OscillatorNode(audio, { frequency: hertz, type: shape });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + EDGE_SECONDS);
  volume.gain.setValueAtTime(LOUDNESS, at + seconds - EDGE_SECONDS);
  volume.gain.linearRampToValueAtTime(0, at + seconds);
  source.connect(volume).connect(audio.destination);
  source.start(at);
  source.stop(at + seconds);
}
