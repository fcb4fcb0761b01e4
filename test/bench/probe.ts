import cluster from 'node:cluster';
import { readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded into a server under test before its own code: tells the benchmark over the IPC channel what the process has
 * used. It holds nothing open, watches the event loop only while it is told to, and costs nothing until it is asked.
 */

/** What the benchmark asks. The figures so far come back first; then the watch begins anew, or ends. */
export interface ProbeQuestion {
  readonly watchLoop: boolean;
  readonly forgetPeak: boolean;
  /** Samples what is allocated from now on, which slows the process down. */
  readonly watchHeap: boolean;
  /** Collects garbage first: what is left is what the process holds. */
  readonly collect: boolean;
}

export interface ProbeReport {
  /** Processor time so far, all threads, user and system; with that of its workers. */
  readonly cpuUs: number;
  /** What of it the system has used. */
  readonly systemUs: number;
  readonly rssMb: number;
  /** The most resident memory since the peak was last forgotten; with that of its workers. */
  readonly peakMb: number;
  /** The longest that a timer was late since the watch began; 0 while not watching. Exact to about 1 ms. */
  readonly longestBlockMs: number;
  /** What was allocated on the heap since the watch of it began, also what is gone already; 0 while not watching. */
  readonly allocatedBytes: number;
  /** Of the JavaScript heap, in use. */
  readonly heapMb: number;
}

/** Elsewhere the kernel tells less: then the peak is that of the whole life, and can't be forgotten. */
const isLinux = process.platform === 'linux';
const RESOLUTION_MS = 1;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

/**
 * The high-water mark that the kernel keeps for this program. `resourceUsage().maxRSS` is not it: that begins with the
 * memory of the parent process, and can't be reset.
 */
function peakMb(pid: number | 'self' = 'self'): number {
  if (!isLinux) return process.resourceUsage().maxRSS / 1_024;
  const [, kb] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
  return Number(kb) / 1_024;
}

/** The ids of the workers of this process. */
function workers(): readonly number[] {
  return Object.values(cluster.workers ?? {}).flatMap((worker) => worker?.process.pid ?? []);
}

const TICK_US = 10_000;

/** Processor time of another process, which the kernel tells in ticks. */
function cpuOf(pid: number): { readonly user: number; readonly system: number } {
  if (!isLinux) return { user: Number.NaN, system: Number.NaN };
  // Behind the name, which may hold anything.
  const [, fields = ''] = /\) (.*)$/s.exec(readFileSync(`/proc/${String(pid)}/stat`, 'utf8')) ?? [];
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return { user: (user ?? Number.NaN) * TICK_US, system: (system ?? Number.NaN) * TICK_US };
}

const inspector = new Session();
let watchesHeap = false;

function startWatchingHeap(): void {
  inspector.connect();
  inspector.post('HeapProfiler.startSampling', {
    samplingInterval: 16_384,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  watchesHeap = true;
}

/** Ends the watch. The session is one of the same thread, so its answer is there at once. */
function allocatedBytes(): number {
  if (!watchesHeap) return 0;
  watchesHeap = false;
  let bytes = 0;
  inspector.post('HeapProfiler.stopSampling', (error, result) => {
    if (error !== null) throw error;
    const nodes = [result.profile.head];
    for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
      bytes += node.selfSize;
      nodes.push(...node.children);
    }
  });
  inspector.disconnect();
  return bytes;
}

function report(): ProbeReport {
  const pids = workers();
  let { user, system } = process.cpuUsage();
  for (const cpu of pids.map(cpuOf)) {
    user += cpu.user;
    system += cpu.system;
  }
  return {
    cpuUs: user + system,
    systemUs: system,
    rssMb: process.memoryUsage.rss() / 2 ** 20,
    peakMb: pids.reduce((sum, pid) => sum + peakMb(pid), peakMb()),
    // What is measured is the time from one tick of the timer to the next, so its interval goes off.
    longestBlockMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS),
    allocatedBytes: allocatedBytes(),
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
  };
}

/** Twice: the first may leave what finalisers hold. */
function collectGarbage(): void {
  inspector.connect();
  for (let time = 0; time < 2; time += 1) inspector.post('HeapProfiler.collectGarbage');
  inspector.disconnect();
}

function answer({ watchLoop, forgetPeak, watchHeap, collect }: ProbeQuestion): void {
  if (collect) collectGarbage();
  process.send?.(report());
  if (forgetPeak && isLinux) writeFileSync('/proc/self/clear_refs', '5');
  delay.disable();
  delay.reset();
  if (watchLoop) delay.enable();
  if (watchHeap) startWatchingHeap();
}

// A worker talks with its primary, which answers for it.
if (cluster.isPrimary) {
  process.on('message', answer);
  // The channel alone keeps no process alive, and no process outlives the benchmark.
  process.channel?.unref();
  process.on('disconnect', () => {
    process.exit();
  });
}
