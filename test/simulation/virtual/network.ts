import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import net, { type AddressInfo, type Server } from 'node:net';
import { failure, VirtualSocket } from './socket.ts';

/** How the network is just now. */
export interface Weather {
  /** Milliseconds that a piece takes to the other end. */
  latency(port: number): number;
  /** Largest piece that arrives at once: few bytes make an answer drip. */
  pieceBytes(port: number): number;
}

interface Address {
  readonly port: number | string;
  readonly host?: string;
}

/** Which server listens where; undefined = it has no address. */
interface Listening {
  readonly port: number;
  readonly sockets: Set<VirtualSocket>;
  isClosing: boolean;
  /** Nobody takes connections there any more, whatever the server thinks. */
  isDead: boolean;
}

const QUIET: Weather = { latency: () => 1, pieceBytes: () => Number.POSITIVE_INFINITY };
const FIRST_PORT = 20_000;
const FIRST_CALLER_PORT = 40_000;

/**
 * The network of this process, from now on: servers of `node:http` listen in memory, and `net.connect` leads to them. All
 * above that is as it is, HTTP on the wire included.
 */
export class VirtualNetwork {
  weather = QUIET;
  readonly #servers = new Map<number, Server>();
  readonly #listening = new WeakMap<Server, Listening>();
  readonly #watched = new WeakSet<Server>();
  readonly #open = new Set<VirtualSocket>();
  /** Hosts by which nobody gets anywhere any more. */
  readonly #dead = new Set<string>();
  #nextPort = FIRST_PORT;
  #nextCallerPort = FIRST_CALLER_PORT;

  constructor() {
    const connect = (options: Address): VirtualSocket =>
      this.#connect(Number(options.port), options.host ?? '127.0.0.1');
    Object.assign(net, { connect, createConnection: connect });
    // Methods are told their server as `this`.
    const at = (server: Server): Listening | undefined => this.#listening.get(server);
    const listen = this.#listen.bind(this);
    const close = this.#close.bind(this);
    Object.assign(net.Server.prototype, {
      listen(this: Server, ...args: readonly unknown[]): Server {
        return listen(this, args);
      },
      close(this: Server, done?: (error?: Error) => void): Server {
        return close(this, done);
      },
      address(this: Server): AddressInfo | null {
        const here = at(this);
        return here === undefined ? null : { address: '127.0.0.1', family: 'IPv4', port: here.port };
      },
    });
    // Node's own go through connections in the order of their addresses in memory.
    Object.assign(http.Server.prototype, {
      closeAllConnections(this: Server): void {
        for (const socket of at(this)?.sockets ?? []) socket.destroy();
      },
      closeIdleConnections(this: Server): void {
        for (const socket of at(this)?.sockets ?? []) if (socket.isIdle) socket.destroy();
      },
    });
  }

  /** Connections that are open, counted at both ends. */
  get open(): number {
    return this.#open.size;
  }

  /** As in a new process: the weather is quiet, and ports are given out anew. */
  reset(): void {
    this.weather = QUIET;
    this.#dead.clear();
    this.#nextPort = FIRST_PORT;
    this.#nextCallerPort = FIRST_CALLER_PORT;
  }

  /** From now on whoever calls others by this host gets nowhere, and what is open by it is torn. */
  cutOff(host: string): void {
    this.#dead.add(host);
    for (const socket of [...this.#open].filter(({ calledHost }) => calledHost === host))
      socket.resetAndDestroy();
  }

  reconnect(host: string): void {
    this.#dead.delete(host);
  }

  /** Ends a process, as far as others can see: nobody gets to its port any more, nor does it get anywhere by its host. */
  kill(host: string, port: number): void {
    const server = this.#servers.get(port);
    const here = server && this.#listening.get(server);
    if (here !== undefined) here.isDead = true;
    for (const socket of here?.sockets ?? []) socket.resetAndDestroy();
    this.cutOff(host);
  }

  #listen(server: Server, args: readonly unknown[]): Server {
    const done = args.find((arg): arg is () => void => typeof arg === 'function');
    const port = portOf(args[0]) || this.#nextPort++;
    if (done !== undefined) server.once('listening', done);
    process.nextTick(() => {
      if (this.#servers.has(port)) {
        server.emit('error', failure('EADDRINUSE', 'listen'));
        return;
      }
      this.#servers.set(port, server);
      this.#listening.set(server, { port, sockets: new Set(), isClosing: false, isDead: false });
      if (!this.#watched.has(server)) server.prependListener('request', watch);
      this.#watched.add(server);
      server.emit('listening');
    });
    return server;
  }

  #close(server: Server, done?: (error?: Error) => void): Server {
    const here = this.#listening.get(server);
    if (here === undefined) {
      if (done !== undefined) process.nextTick(done, failure('ERR_SERVER_NOT_RUNNING', 'close'));
      return server;
    }
    if (done !== undefined) server.once('close', done);
    this.#servers.delete(here.port);
    here.isClosing = true;
    this.#closeIfLeft(server, here);
    return server;
  }

  #closeIfLeft(server: Server, here: Listening): void {
    if (!here.isClosing || here.sockets.size > 0) return;
    this.#listening.delete(server);
    process.nextTick(() => server.emit('close'));
  }

  #connect(port: number, host: string): VirtualSocket {
    const latency = (): number => this.weather.latency(port);
    const pieceBytes = (): number => this.weather.pieceBytes(port);
    const callerPort = this.#nextCallerPort++;
    const caller = new VirtualSocket(callerPort, port, latency, pieceBytes, host);
    setTimeout(() => {
      if (caller.destroyed) return;
      const server = this.#servers.get(port);
      const here = server && this.#listening.get(server);
      if (server === undefined || here === undefined || here.isDead || this.#dead.has(host)) {
        caller.destroy(failure('ECONNREFUSED', 'connect'));
        return;
      }
      const socket = new VirtualSocket(port, callerPort, latency, pieceBytes);
      caller.join(socket);
      socket.join(caller);
      here.sockets.add(socket);
      this.#count(caller);
      this.#count(socket);
      socket.once('close', () => {
        here.sockets.delete(socket);
        this.#closeIfLeft(server, here);
      });
      server.emit('connection', socket);
      caller.emit('connect');
    }, latency());
    return caller;
  }

  #count(socket: VirtualSocket): void {
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
  }
}

/** Notes which connections have nothing to do. */
function watch({ socket }: IncomingMessage, response: ServerResponse): void {
  if (!(socket instanceof VirtualSocket)) return;
  socket.isIdle = false;
  response.once('close', () => {
    socket.isIdle = true;
  });
}

function portOf(given: unknown): number {
  if (typeof given === 'number') return given;
  return typeof given === 'object' && given !== null && 'port' in given ? Number(given.port) : 0;
}
