import { connect, type Socket } from 'node:net';

export interface LoadResult {
  /** Answers with status 200, and all others. */
  accepted: number;
  refused: number;
  seconds: number;
  /** Milliseconds from sending to the whole answer, one for each request. */
  latencies: number[];
}

/** One keep-alive connection on which one request at a time is on its way. */
class Connection {
  /** A server closes what has been idle for long. */
  isOpen = true;
  #socket: Socket;
  #received = '';
  #answered: ((status: number) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#receive(chunk.toString('latin1')));
    for (const end of ['error', 'close']) {
      socket.on(end, () => {
        this.isOpen = false;
        this.#answered?.(0);
      });
    }
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket))).once('error', reject);
    });
  }

  /** @returns the HTTP status; 0 for a broken connection */
  send(request: Buffer): Promise<number> {
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(text: string): void {
    this.#received += text;
    // The answers looked at here have no body worth waiting for beyond their head.
    if (!this.#received.includes('\r\n\r\n')) return;
    const status = Number(this.#received.slice(9, 12));
    this.#received = '';
    this.#answered?.(status);
  }
}

/** As fast as `connections` at a time allow. */
export async function closedLoop(
  port: number,
  requests: readonly Buffer[],
  connections: number,
): Promise<LoadResult> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
  const statuses: number[] = [];
  const latencies: number[] = [];
  let next = 0;
  const start = performance.now();
  await Promise.all(
    open.map(async (connection) => {
      while (next < requests.length) {
        const request = requests[next]!;
        next += 1;
        const sent = performance.now();
        statuses.push(await connection.send(request));
        latencies.push(performance.now() - sent);
      }
      connection.close();
    }),
  );
  return result(statuses, latencies, start);
}

/** At a steady rate, whatever the answers take: a slow answer does not slow the questions. */
export async function openLoop(
  port: number,
  requests: readonly Buffer[],
  perSecond: number,
): Promise<LoadResult> {
  const idle: Connection[] = [];
  const statuses: number[] = [];
  const latencies: number[] = [];
  const start = performance.now();
  await Promise.all(
    requests.map(async (request, i) => {
      const due = start + (i * 1000) / perSecond;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      let connection = idle.pop();
      while (connection && !connection.isOpen) connection = idle.pop();
      connection ??= await Connection.open(port);
      const sent = performance.now();
      statuses.push(await connection.send(request));
      latencies.push(performance.now() - sent);
      idle.push(connection);
    }),
  );
  for (const connection of idle) connection.close();
  return result(statuses, latencies, start);
}

function result(statuses: number[], latencies: number[], start: number): LoadResult {
  const accepted = statuses.filter((status) => status === 200).length;
  return {
    accepted,
    refused: statuses.length - accepted,
    seconds: (performance.now() - start) / 1000,
    latencies,
  };
}
