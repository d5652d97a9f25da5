{{ median_waits('complaints', ref('fct_complaints'), {'money_back_median_h': 'payout'}, 3600) }}
