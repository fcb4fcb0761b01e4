import { allSettings } from './settings.js';

/** The text of `--help`: every setting with its unit and default, in groups. */
export function helpText(): string {
  const lines = [
    'Vipps MobilePay Subgraph: a GraphQL Federation 2 subgraph over the Vipps MobilePay REST APIs.',
    '',
    'Usage: npm start            build, then start (without keys: against the built-in sandbox)',
    '       npm run start:entur  the same for the Entur subgraph alone',
    '       node --no-allocation-site-pretenuring dist/src/main.js [--help | --check]',
    '',
    '--check says what is wrong with the settings and the tenants file, and starts nothing.',
    '',
    'Settings are environment variables. Each one marked secret can also be read from the file that',
    '<NAME>_FILE names.',
  ];
  let group = '';
  for (const setting of allSettings) {
    if (setting.group !== group) {
      group = setting.group;
      lines.push('', `${group}:`);
    }
    const facts = [
      setting.unit === undefined ? undefined : `unit: ${setting.unit}`,
      setting.default === undefined ? undefined : `default: ${setting.default}`,
      setting.secret === true ? 'secret' : undefined,
    ].filter((fact) => fact !== undefined);
    lines.push(
      `  ${setting.name}${facts.length === 0 ? '' : `  (${facts.join(', ')})`}`,
      `      ${setting.about}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** The text of `.env.example`: every setting, commented out, with its default or an example. */
export function envExample(): string {
  const lines = [
    '# Every setting, commented out. Copy to .env and start with: node --no-allocation-site-pretenuring --env-file=.env dist/src/main.js',
  ];
  let group = '';
  for (const setting of allSettings) {
    if (setting.group !== group) {
      group = setting.group;
      lines.push('', `## ${group}`);
    }
    lines.push(`# ${setting.about}${setting.unit === undefined ? '' : ` Unit: ${setting.unit}.`}`);
    if (setting.secret === true)
      lines.push(`# Or ${setting.name}_FILE=/run/secrets/${setting.name.toLowerCase()}`);
    lines.push(`# ${setting.name}=${setting.default ?? setting.example}`);
  }
  return `${lines.join('\n')}\n`;
}
