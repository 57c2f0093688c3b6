/** The longest list of positions in an address, such as 0-99,205: servers and proxies take about twice as much. */
export const MAX_POSITIONS_CHARACTERS = 8000;
