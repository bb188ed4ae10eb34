/** A process that takes the lock of each folder it is sent, and answers `taken` or the error's class. */
import { FolderLock } from '../../../server/store/FolderLock.ts';

process.on('message', (folder: string) => {
  FolderLock.acquire(folder).then(
    () => process.send?.('taken'),
    (error: Error) => process.send?.(error.name),
  );
});
process.send?.('ready');
