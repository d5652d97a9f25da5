{%- set figure_models = [
    ref('ratio_figures'),
    ref('sum_figures'),
    ref('quantile_figures'),
    ref('curve_figures'),
    ref('backlog_figures'),
    ref('backlog_age_figures'),
    ref('payout_figures'),
    ref('queue_figures'),
    ref('priority_gap_figures'),
    ref('resolution_theil_figures'),
    ref('otd_change_figures'),
    ref('weather_figures'),
    ref('accident_figures'),
    ref('incident_figures'),
    ref('incident_excess_figures'),
    ref('sync_lag_figures'),
    ref('freeze_figures'),
    ref('position_age_figures'),
    ref('intervention_figures'),
    ref('quarantine_figures'),
] -%}

{%- for figure_model in figure_models %}
select * from {{ figure_model }}
{{ "union all by name" if not loop.last }}
{%- endfor %}
