"""Times in texts: dates, periods, clock times, durations, what recurs, as intervals with their precision (`times.reading.times_in`)."""
