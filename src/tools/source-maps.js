import { setSourceMapsSupport } from 'node:module';

/** Stacks name the TypeScript of our own code. `--enable-source-maps` reads the maps of all packages too, at every start. */
setSourceMapsSupport(true, { nodeModules: false });
