import type { Row } from '../../world/World.ts';
import { recordUrl } from '../http/links.ts';
import type { Job } from '../jobs/JobQueue.ts';

/** A job's status as the API shows it. While it is queued, progress, message and results are null. [rec] */
export function presentJob(origin: string, job: Job): Row {
  return {
    id: job.id,
    job_type: job.type,
    url: recordUrl(origin, 'job_statuses', job.id),
    total: job.total,
    progress: job.status === 'queued' ? null : job.done,
    status: job.status,
    message: messageOf(job),
    results: job.status === 'completed' ? job.results : null,
  };
}

function messageOf(job: Job): string | null {
  if (job.status === 'queued') return null;
  if (job.completedAt === undefined) return `${job.doing} #${job.done}`;
  const [date, time] = job.completedAt.toISOString().split(/[T.]/);
  return `Completed at ${date} ${time} +0000`;
}
