/** The text of a file, a piece at a time, so that its size does not matter. `onRead` hears how much of it was read. */
export async function* readFileText(file: File, onRead: (share: number) => void): AsyncGenerator<string> {
  const reader = file.stream().getReader();
  const decoder = new TextDecoder();
  let read = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (value === undefined || done) break;
    read += value.byteLength;
    yield decoder.decode(value, { stream: true });
    onRead(file.size === 0 ? 1 : read / file.size);
  }
  yield decoder.decode();
}
