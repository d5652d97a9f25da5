{# Fails for every published share of a clock whose value or interval is not that of its curve. #}
{% test curves_meet_their_figures(model, figures) %}
{%- set horizons = published_figures() | selectattr("kind", "equalto", "curve") | list %}
with horizons as (

    select * from (
        values
        (null, null, null)
        {%- for figure in horizons %},
        ('{{ figure.metric_id }}', '{{ figure.clock }}', {{ figure.horizon_hours }})
        {%- endfor %}
    ) as horizons (metric_id, clock, hours)

)

select
    figures.metric_id,
    figures.platform_id,
    figures.cut,
    figures.member,
    figures.value,
    curves.event_share
from {{ figures }} as figures
inner join horizons on figures.metric_id = horizons.metric_id
left join {{ model }} as curves
    on
        figures.platform_id = curves.platform_id
        and figures.cut = curves.cut
        and figures.member = curves.member
        and horizons.clock = curves.clock
        and horizons.hours = curves.hours
where
    figures.period_grain = 'all'
    and figures.cut in ({{ text_list(var("curve_cuts")) }})
    and (
        figures.value is distinct from curves.event_share
        or figures.ci_low is distinct from curves.ci_low
        or figures.ci_high is distinct from curves.ci_high
    )
{% endtest %}
