// WAV files as the lab's recorders write and its decoder reads them: PCM, 16 bit, mono, 8 kHz.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { sampleRate } from '../../src/practice/tones.ts';

export { sampleRate };

const headerLength = 44;
const bytesPerSample = 2;

/** A WAV file that grows while a call runs. Its header is right only after `finish`. */
export type WavWriter = {
  /** Appends samples, each -32768 to 32767. Written at once, so that nothing waits in memory. */
  write(samples: Int16Array): void;
  /** Puts the true length into the header and closes the file. Calling it again does nothing. */
  finish(): void;
};

/** Creates (or empties) the file at `path`. */
export function createWavWriter(path: string): WavWriter {
  const file = openSync(path, 'w');
  let length = 0;
  let isOpen = true;
  writeSync(file, toHeader(0));
  return {
    write(samples) {
      if (!isOpen) throw new Error(`${path} is finished`);
      const bytes = Buffer.alloc(samples.length * bytesPerSample);
      for (const [at, sample] of samples.entries()) bytes.writeInt16LE(sample, at * bytesPerSample);
      // At an explicit position: the header is rewritten at 0 in between.
      writeSync(file, bytes, 0, bytes.length, headerLength + length);
      length += bytes.length;
    },
    finish() {
      if (!isOpen) return;
      isOpen = false;
      writeSync(file, toHeader(length), 0, headerLength, 0);
      closeSync(file);
    },
  };
}

/**
 * Reads the samples of a finished file.
 * @throws {Error} when it is not of this kind, or when its header and its length disagree: a recording that nobody
 * finished must not pass for an empty one, in which no card can be heard.
 */
export function readWav(path: string): Int16Array {
  const bytes = readFileSync(path);
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error(`${path} is not a WAV file`);
  if (bytes.readUInt32LE(4) !== bytes.length - 8) throw new Error(`${path} is not finished, or cut short`);
  const format = toChunk(bytes, 'fmt ');
  const data = toChunk(bytes, 'data');
  if (format === undefined || data === undefined) throw new Error(`${path} lacks a chunk`);
  const [encoding, channels, rate, bits] = [
    format.readUInt16LE(0),
    format.readUInt16LE(2),
    format.readUInt32LE(4),
    format.readUInt16LE(14),
  ];
  if (encoding !== 1 || channels !== 1 || rate !== sampleRate || bits !== 16)
    throw new Error(`${path} is not PCM, 16 bit, mono, ${sampleRate} Hz`);
  return Int16Array.from({ length: data.length / bytesPerSample }, (_, at) =>
    data.readInt16LE(at * bytesPerSample),
  );
}

function toHeader(dataLength: number): Buffer {
  const header = Buffer.alloc(headerLength);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(headerLength - 8 + dataLength, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * bytesPerSample, 28);
  header.writeUInt16LE(bytesPerSample, 32);
  header.writeUInt16LE(8 * bytesPerSample, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataLength, 40);
  return header;
}

function toChunk(bytes: Buffer, id: string): Buffer | undefined {
  let at = 12;
  while (at + 8 <= bytes.length) {
    const length = bytes.readUInt32LE(at + 4);
    if (bytes.toString('latin1', at, at + 4) === id) {
      if (at + 8 + length > bytes.length) return undefined;
      return bytes.subarray(at + 8, at + 8 + length);
    }
    // Chunks are padded to an even length.
    at += 8 + length + (length % 2);
  }
  return undefined;
}
