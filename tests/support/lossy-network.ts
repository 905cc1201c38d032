import http from 'node:http';

/**
 * A network between a phone and the server that may lose answers: the server hears the request and does what it asks, the phone never
 * hears of it.
 * @param loses whether the answer to this request gets lost
 * @param fails whether the server fails at this request (500), of which it hears nothing
 * @returns the address at which the phone finds the server, and how to end it
 */
export async function lossyNetwork(
  serverOrigin: string,
  loses: (method: string, path: string) => boolean,
  fails: (method: string, path: string) => boolean = () => false,
): Promise<{ origin: string; close: () => void }> {
  const { hostname, port } = new URL(serverOrigin);
  const network = http.createServer((request, response) => {
    const { method = 'GET', url: path = '/', headers } = request;
    if (fails(method, path)) {
      request.resume();
      response.writeHead(500, { 'content-type': 'text/html' }).end('<!doctype html><title>500</title>');
      return;
    }
    const onward = http.request({ hostname, port, method, path, headers }, (answer) => {
      if (loses(method, path)) {
        answer.resume().once('end', () => request.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.once('error', () => request.socket.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((done) => network.listen(0, '127.0.0.1', done));
  const address = network.address();
  return {
    origin: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`,
    close() {
      network.closeAllConnections();
      network.close();
    },
  };
}
