/** Of the reports page: `/?page=reports` is the dashboard, `/?page=reports&report=Folder%2FName` a report. */

export function addressOfDashboard(): string {
  return '/?page=reports';
}

export function addressOfReport(name: string): string {
  return `/?page=reports&report=${encodeURIComponent(name)}`;
}

/** The report that the page's address names; undefined: the dashboard. */
export function chosenReport(): string | undefined {
  return new URL(location.href).searchParams.get('report') ?? undefined;
}
