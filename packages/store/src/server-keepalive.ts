/**
 * Connection options by which the server asks after a silent client, and within 25 s ends the connection of one whose
 * host is gone; by default that takes it two hours, for which its locks would stay.
 */
export const SERVER_KEEPALIVE =
  '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';
