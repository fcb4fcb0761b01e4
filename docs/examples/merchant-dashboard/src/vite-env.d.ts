interface ImportMetaEnv {
  /** Address of the graph. Unset: /graphql of where the page came from. */
  readonly VITE_GRAPHQL_URL?: string;
}
