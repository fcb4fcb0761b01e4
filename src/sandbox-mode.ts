import type { Sandbox } from './sandbox/server.js';
import {
  accountingCredentials,
  classicCredentials,
  enturCredentials,
  type SandboxAccess,
  type Tenant,
} from './config.js';

/** The sandbox, as a subgraph that has no keys of its own uses it. */
export interface SandboxOfProcess extends SandboxAccess {
  readonly clock: Sandbox['clock'];
  stop(): Promise<void>;
}

/** Starts a sandbox in this process. */
export async function startSandbox(port: number, host: string): Promise<SandboxOfProcess> {
  const [{ startSandbox: start }, tenant] = await Promise.all([
    import('./sandbox/server.js'),
    sandboxTenant(),
  ]);
  const sandbox = await start({ port, host });
  return { ...sandbox, tenant };
}

/** Whose keys the sandbox takes. */
export async function sandboxTenant(): Promise<Tenant> {
  const { sandboxEnturClient, sandboxKeys } = await import('./sandbox/keys.js');
  const { partner, accounting } = sandboxKeys;
  return {
    id: 'sandbox',
    classic: classicCredentials({ ...partner, msn: undefined }),
    accounting: accountingCredentials(accounting),
    entur: enturCredentials({ ...sandboxKeys.entur, ...sandboxEnturClient }),
  };
}
