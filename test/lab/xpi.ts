// Packs a built extension as Firefox installs it: a zip archive, here without compression.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** The package of everything in a folder. */
export function packXpi(extensionDir: string, xpiPath: string): void {
  const files = readdirSync(extensionDir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const path of files) {
    const name = Buffer.from(path.slice(extensionDir.length + 1));
    const content = readFileSync(path);
    const facts = toFacts(name, content);
    const local = Buffer.concat([toBytes([0x04034b50, 4]), facts, name, content]);
    const end = toBytes([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    directory.push(toBytes([0x02014b50, 4], [20, 2]), facts, end, name);
    bodies.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const counts: [number, number][] = [
    [files.length, 2],
    [files.length, 2],
  ];
  const tail = toBytes([0x06054b50, 4], [0, 2], [0, 2], ...counts, [size, 4], [offset, 4], [0, 2]);
  writeFileSync(xpiPath, Buffer.concat([...bodies, ...directory, tail]));
}

/** What stands of a file both before its content and in the directory: version, flags, method, time, sums, lengths. */
function toFacts(name: Buffer, content: Buffer): Buffer {
  const { length } = content;
  return toBytes(
    [20, 2],
    [0, 2],
    [0, 2],
    [0, 2],
    [0x21, 2],
    [crc32(content), 4],
    [length, 4],
    [length, 4],
    [name.length, 2],
    [0, 2],
  );
}

/** Numbers with their lengths in bytes, the lowest byte first. */
function toBytes(...numbers: [value: number, length: number][]): Buffer {
  return Buffer.concat(
    numbers.map(([value, length]) => {
      const bytes = Buffer.alloc(length);
      bytes.writeUIntLE(value, 0, length);
      return bytes;
    }),
  );
}
