{# Fails for every figure of the whole run whose numerator or denominator is not the sum of the
   expression given for it, over all platforms and for each. #}
{% test sums_equal_figures(model, figures, numerators={}, denominators={}) %}
with sums as (

    select
        coalesce(platform_id, 'all') as platform_id,
        {%- for metric_id, expression in numerators.items() %}
        coalesce(sum({{ expression }}), 0) as {{ metric_id }}_numerator,
        {%- endfor %}
        {%- for metric_id, expression in denominators.items() %}
        coalesce(sum({{ expression }}), 0) as {{ metric_id }}_denominator,
        {%- endfor %}
    from {{ model }}
    group by grouping sets ((), (platform_id))

)

    {%- for side, expressions in {"numerator": numerators, "denominator": denominators}.items() %}
    {%- for metric_id in expressions %}
select
    figures.metric_id,
    figures.platform_id,
    figures.{{ side }} as published,
    sums.{{ metric_id }}_{{ side }} as summed
from {{ figures }} as figures
left join sums on figures.platform_id = sums.platform_id
where
    figures.metric_id = '{{ metric_id }}'
    and figures.period_grain = 'all'
    and figures.cut = 'all'
    and (
        abs(figures.{{ side }} - sums.{{ metric_id }}_{{ side }})
        <= 1e-9 * greatest(figures.{{ side }}, 1)
    ) is distinct from true
    {{ "union all" if not loop.last }}
    {%- endfor %}
    {{ "union all" if not loop.last and denominators }}
    {%- endfor %}
{% endtest %}
