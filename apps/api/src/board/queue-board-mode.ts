/** Whether people see the queues with Bull Board, and whether they can also change them there. */
export type QueueBoardMode = 'off' | 'read-only' | 'writable';
