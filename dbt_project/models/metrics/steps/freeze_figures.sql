{{ median_waits(
    'payments', ref('fct_payments'), {'freeze_median_h': 'freeze'}, 3600, counted='is_counted'
) }}
