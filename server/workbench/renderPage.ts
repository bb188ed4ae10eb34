/** The one document of the workbench; everything in it is mounted by the bundle's `main.js`. */
export function renderPage(bundleName: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Linkproof workbench</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/workbench/assets/slds/styles/salesforce-lightning-design-system.min.css" />
    <script type="module" src="/workbench/assets/${bundleName}/main.js"></script>
  </head>
  <body>
    <noscript>The workbench needs JavaScript.</noscript>
  </body>
</html>
`;
}
