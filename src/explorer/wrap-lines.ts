/**
 * Breaks long lines in every editor where its pane ends: comments would be cut off there, on a narrow screen all else
 * too. GraphiQL has no option for it, so each editor is told when it is made.
 */
export async function wrapLines(): Promise<void> {
  const { editor } = await import('monaco-graphql/esm/monaco-editor.js');
  editor.onDidCreateEditor((created) => {
    created.updateOptions({ wordWrap: 'on', wrappingIndent: 'indent' });
  });
}
