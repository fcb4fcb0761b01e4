import { Fragment, type ReactNode } from 'react';
import type { UpstreamReport } from '../../http/told-work.js';
import { inMs, resultOf, tookOf, tryOf } from './words.js';

/** All that a report holds, in words: what the picture shows, for who does not see it, and what it has no room for. */
export function UpstreamTables({ report: { calls, caches, leftOut } }: { readonly report: UpstreamReport }) {
  return (
    <>
      {calls.length > 0 && (
        <Table
          caption="Calls"
          heads={['Call', 'API', 'Try', 'Result', 'Waited', 'Began', 'Took', 'Bytes']}
          rows={calls.map((attempt) => [
            breakable(`${attempt.method} ${attempt.route ?? attempt.operation}`),
            attempt.api,
            tryOf(attempt),
            resultOf(attempt),
            inMs(attempt.startedAt - attempt.askedAt),
            inMs(attempt.startedAt),
            tookOf(attempt) ?? '',
            attempt.bytes ?? '',
          ])}
        />
      )}
      {leftOut > 0 && <p>And {leftOut} more, which are not listed.</p>}
      {caches.length > 0 && (
        <Table
          caption="Caches"
          heads={['Kind', 'Tier', 'Hits', 'Joined', 'Misses', 'Old', 'Asked']}
          rows={caches.map(({ resource, tier, hits, joined, misses, old, askedAt }) => [
            resource,
            tier,
            hits,
            joined,
            misses,
            old,
            inMs(askedAt),
          ])}
        />
      )}
    </>
  );
}

/** Lets a route go on in the next line behind a slash. */
function breakable(route: string): ReactNode {
  return route.split('/').map((part, index) => (
    <Fragment key={index}>
      {index > 0 && '/'}
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

interface TableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  /** The first cell of each names it. */
  readonly rows: readonly (readonly ReactNode[])[];
}

function Table({ caption, heads, rows }: TableProps) {
  return (
    // Wider than a phone: it scrolls by itself, also by keyboard.
    <div className="upstream-table" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], row) => (
            <tr key={row}>
              <th scope="row">{name}</th>
              {cells.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
