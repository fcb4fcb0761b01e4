import type { ToldAttempt, ToldCache, UpstreamReport } from '../../http/told-work.js';
import { inMs, resultOf, summaryOf, tookOf, tryOf, usesOf } from './words.js';

/** Of a row: its words, and below them its bar. */
const ROW = 34;
const WORDS = 14;
const BAR = 20;
const BAR_HEIGHT = 8;
const AXIS = 22;
/** Shorter ones would not be seen. */
const MIN_WIDTH = 0.4;

/** Where times lie between the edges of the picture, in percent. */
type Scale = (ms: number) => number;

/** Draws when each call waited and ran, and when caches were asked. The tables say the same. */
export function Waterfall({ report }: { readonly report: UpstreamReport }) {
  const { ms, calls, caches } = report;
  const end = Math.max(ms, 0.1);
  const scale: Scale = (time) => (100 * Math.min(time, end)) / end;
  const height = AXIS + ROW * (calls.length + caches.length);
  return (
    <svg
      className="upstream-waterfall"
      width="100%"
      height={height}
      role="img"
      aria-label={`Waterfall of ${summaryOf(report)}. The tables below say the same.`}
    >
      <text x="0" y={WORDS}>
        0
      </text>
      <text x="100%" y={WORDS} textAnchor="end">
        {inMs(ms)}
      </text>
      {[0, 25, 50, 75, 100].map((percent) => (
        <line key={percent} x1={`${percent}%`} x2={`${percent}%`} y1={AXIS - 4} y2={height} />
      ))}
      {calls.map((attempt, index) => (
        <AttemptRow key={index} attempt={attempt} end={end} scale={scale} top={AXIS + ROW * index} />
      ))}
      {caches.map((cache, index) => (
        <CacheRow key={index} cache={cache} scale={scale} top={AXIS + ROW * (calls.length + index)} />
      ))}
    </svg>
  );
}

interface AttemptRowProps {
  readonly attempt: ToldAttempt;
  readonly end: number;
  readonly scale: Scale;
  readonly top: number;
}

function AttemptRow({ attempt, end, scale, top }: AttemptRowProps) {
  const { operation, outcome, askedAt, startedAt, endedAt } = attempt;
  const start = scale(startedAt);
  const width = Math.max(scale(endedAt ?? end) - start, MIN_WIDTH);
  const took = tookOf(attempt);
  return (
    <g>
      <text x="0" y={top + WORDS}>
        {attempt.attempt === 1 ? operation : `${operation} (try ${tryOf(attempt)})`}
      </text>
      <text x="100%" y={top + WORDS} textAnchor="end">
        {took === undefined ? resultOf(attempt) : `${resultOf(attempt)}, ${took}`}
      </text>
      {startedAt > askedAt && (
        <rect
          className="upstream-wait"
          x={`${scale(askedAt)}%`}
          width={`${start - scale(askedAt)}%`}
          y={top + BAR + BAR_HEIGHT / 2 - 1}
          height={2}
        />
      )}
      {outcome !== 'not sent' && (
        <rect
          className={`upstream-attempt upstream-${outcome}`}
          x={`${Math.min(start, 100 - MIN_WIDTH)}%`}
          width={`${width}%`}
          y={top + BAR}
          height={BAR_HEIGHT}
          rx={2}
        />
      )}
    </g>
  );
}

interface CacheRowProps {
  readonly cache: ToldCache;
  readonly scale: Scale;
  readonly top: number;
}

function CacheRow({ cache, scale, top }: CacheRowProps) {
  return (
    <g>
      <text x="0" y={top + WORDS}>
        {`${cache.resource} in ${cache.tier === 'memory' ? 'memory' : 'the shared cache'}`}
      </text>
      <text x="100%" y={top + WORDS} textAnchor="end">
        {usesOf(cache)}
      </text>
      <circle
        className={cache.hits > 0 ? 'upstream-cache' : 'upstream-cache upstream-missed'}
        cx={`${Math.min(Math.max(scale(cache.askedAt), 1.5), 98.5)}%`}
        cy={top + BAR + BAR_HEIGHT / 2}
        r={4}
      />
    </g>
  );
}
