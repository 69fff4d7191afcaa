// Requests as a client of our own would never send them: what fetch puts right, a stranger does not.
import { connect } from 'node:net';
import { request as httpsRequest, type RequestOptions } from 'node:https';

/** Sends bytes as they are and gives back the status of the first answer; 0 where the server hangs up without one. */
export async function sendRaw(port: number, text: string): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', chunk => void chunks.push(chunk));
  socket.write(text);
  await new Promise<void>(resolve => {
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
    socket.on('data', () => setTimeout(() => socket.destroy(), 50));
    setTimeout(() => socket.destroy(), 6_000);
  });
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(Buffer.concat(chunks).toString())?.[1] ?? 0);
}

/** A request over TLS; the status, or the reason why there was none. */
export async function sendTls(options: RequestOptions, body: string): Promise<number | string> {
  return await new Promise(resolve => {
    const request = httpsRequest({ host: '127.0.0.1', method: 'POST', ...options }, response => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    request.end(body);
  });
}
