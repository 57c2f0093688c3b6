/** Settings under which every reader understands the text of values, whatever the server's defaults are. */
export const TEXT_FORMATS = {
  timezone: 'UTC',
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
};
