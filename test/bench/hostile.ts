import { progress } from './figures.ts';
import { measureHostile } from './hostile-measure.ts';
import { readHostileOptions, type HostileOptions } from './hostile-options.ts';
import { brokenRules, hostileText, type HostileFigure } from './hostile-rules.ts';
import { stopAll } from './processes.ts';

/** The command: what small requests that may cost much do to the server as shipped. */
async function run(options: HostileOptions): Promise<void> {
  const figures: HostileFigure[] = [];
  for await (const figure of measureHostile(options, progress)) {
    const broken = brokenRules(figure);
    progress(`  ${broken.length === 0 ? 'holds' : broken.join(', ')}`);
    figures.push(figure);
  }
  const results = figures.map((figure) => ({ ...figure, broken: brokenRules(figure) }));
  process.stdout.write(
    options.json ? `${JSON.stringify({ options, results }, null, 2)}\n` : hostileText(figures),
  );
}

const stop = (): void => {
  void stopAll().then(() => process.exit(1));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
try {
  const options = readHostileOptions(process.argv.slice(2));
  if (options !== undefined) await run(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await stopAll();
}
