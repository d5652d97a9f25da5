{{ median_waits(
    'incidents', ref('fct_incidents'), {'mttd_min': 'detection', 'mttr_min': 'recovery'}, 60
) }}
