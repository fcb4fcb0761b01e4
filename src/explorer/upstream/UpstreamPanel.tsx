import './upstream.css';
import type { GraphiQLProps } from 'graphiql';
import { useSyncExternalStore } from 'react';
import { lastOperation, onLastOperation, type LastOperation } from './last-operation.js';
import { UpstreamTables } from './UpstreamTables.js';
import { Waterfall } from './Waterfall.js';
import { summaryOf } from './words.js';

/** Shows what the operation that was answered last has asked of REST APIs and of caches. */
function UpstreamPanel() {
  const last = useSyncExternalStore(onLastOperation, lastOperation);
  const report = last?.outcome === 'answered' ? last.report : undefined;
  return (
    <section className="upstream" aria-label="Upstream">
      <h2>Upstream</h2>
      <p role="status">{sentenceOf(last)}</p>
      {report !== undefined && (
        <>
          <ul className="upstream-legend" aria-hidden="true">
            <li className="upstream-key-wait">waits</li>
            <li className="upstream-key-answered">is answered</li>
            <li className="upstream-key-failed">fails</li>
            <li className="upstream-key-unfinished">unfinished</li>
            <li className="upstream-key-cache">cache hit</li>
            <li className="upstream-key-missed">cache miss</li>
          </ul>
          <Waterfall report={report} />
          <UpstreamTables report={report} />
        </>
      )}
    </section>
  );
}

function sentenceOf(last: LastOperation | undefined): string {
  if (last === undefined) return 'Run an operation to see the REST calls that it takes.';
  const name = last.name ?? 'The operation';
  switch (last.outcome) {
    case 'stopped':
      return `${name}: stopped. What it had asked of REST APIs until then is not told.`;
    case 'failed':
      return `${name}: no answer came, and so nothing is told of its REST calls.`;
    case 'followed':
      return `${name}: nothing is told of its REST calls: a subscription shares them with all who follow.`;
    case 'answered':
      return last.report === undefined
        ? `${name}: nothing is told of its REST calls, as by a server in production.`
        : `${name}: ${summaryOf(last.report)}.`;
  }
}

function UpstreamIcon() {
  return (
    <svg viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M1 2.5h6M4 7h6M8 11.5h5" />
    </svg>
  );
}

/** The panel "Upstream" in GraphiQL's sidebar. */
export const UPSTREAM_PLUGIN: NonNullable<GraphiQLProps['plugins']>[number] = {
  title: 'Upstream',
  icon: UpstreamIcon,
  content: UpstreamPanel,
};
