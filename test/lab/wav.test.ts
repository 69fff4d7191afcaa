import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWavWriter, readWav } from './wav.ts';

describe('WAV files', () => {
  let dir = '';
  let path = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'wav-'));
    path = join(dir, 'call.wav');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('gives back what was written in pieces, extremes included', () => {
    const writer = createWavWriter(path);
    writer.write(Int16Array.of(0, 1, -1));
    writer.write(Int16Array.of(32_767, -32_768));
    writer.finish();
    expect([...readWav(path)]).toEqual([0, 1, -1, 32_767, -32_768]);
  });

  it('has the header that every player expects', () => {
    const writer = createWavWriter(path);
    writer.write(new Int16Array(8_000));
    writer.finish();
    const bytes = readFileSync(path);
    expect(bytes.length).toBe(44 + 16_000);
    expect(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect([4, 24, 28, 40].map(at => bytes.readUInt32LE(at))).toEqual([36 + 16_000, 8_000, 16_000, 16_000]);
    expect([20, 22, 32, 34].map(at => bytes.readUInt16LE(at))).toEqual([1, 1, 2, 16]);
  });

  it('refuses a recording that nobody finished', () => {
    const writer = createWavWriter(path);
    writer.write(new Int16Array(100));
    expect(() => readWav(path)).toThrow('not finished');
    writer.finish();
    expect(readWav(path)).toHaveLength(100);
  });

  it('refuses a file that was cut short', () => {
    const writer = createWavWriter(path);
    writer.write(new Int16Array(100));
    writer.finish();
    truncateSync(path, 200);
    expect(() => readWav(path)).toThrow('cut short');
  });

  it('refuses what is no WAV file, or one of another kind', () => {
    writeFileSync(path, 'not found, but status 200');
    expect(() => readWav(path)).toThrow('not a WAV file');
    const writer = createWavWriter(path);
    writer.finish();
    const bytes = readFileSync(path);
    bytes.writeUInt32LE(44_100, 24);
    writeFileSync(path, bytes);
    expect(() => readWav(path)).toThrow('8000 Hz');
  });

  it('finds the audio behind chunks of other programs', () => {
    const writer = createWavWriter(path);
    writer.write(Int16Array.of(7, 8, 9));
    writer.finish();
    const bytes = readFileSync(path);
    const note = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
    const grown = Buffer.concat([bytes.subarray(0, 36), note, bytes.subarray(36)]);
    grown.writeUInt32LE(grown.length - 8, 4);
    writeFileSync(path, grown);
    expect([...readWav(path)]).toEqual([7, 8, 9]);
  });

  it('can be finished twice, and written to no more', () => {
    const writer = createWavWriter(path);
    writer.finish();
    writer.finish();
    expect(() => writer.write(new Int16Array(1))).toThrow('is finished');
    expect(readWav(path)).toHaveLength(0);
  });
});
