// G.711 μ-law, as telephones send it.

const bias = 132;
const loudest = 32_635;

/** One 16-bit sample as its μ-law byte. */
export function toMuLaw(sample: number): number {
  const magnitude = Math.min(Math.abs(sample), loudest) + bias;
  // The position of the highest bit set, counted from bit 7, is the segment.
  const segment = Math.max(0, 24 - Math.clz32(magnitude));
  const mantissa = (magnitude >> (segment + 3)) & 0x0f;
  const sign = sample < 0 ? 0x80 : 0;
  return ~(sign | (segment << 4) | mantissa) & 0xff;
}
