"""What happens without anybody asking (pekerja latar): one module per job, walked through again and again.

A job looks at rows, does what is due and stops; it keeps nothing in memory, so that a worker may be killed at any
moment and started again. Each job gets the tenant and the time.
"""
