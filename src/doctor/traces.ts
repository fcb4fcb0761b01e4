import { loadSdk, MissingPackages } from '../tracing/packages.js';
import { partAdvice, type Findings, type Visit } from './findings.js';

/** Whether what sends traces is installed, where they are to be sent. No collector is asked. */
export async function* checkTraces({ config, begin }: Visit): Findings {
  if (config.tracing.exporter === undefined) return;
  const about = { area: 'traces', subject: 'OTEL_EXPORTER_OTLP_ENDPOINT' } as const;
  begin('the packages that send traces');
  try {
    await loadSdk();
    yield { ...about, state: 'ok', found: 'the packages that send traces are installed' };
  } catch (error) {
    if (!(error instanceof MissingPackages)) throw error;
    yield { ...about, state: 'fault', ...partAdvice(error.message, 'Install it.') };
  }
}
